import { GenServer, Process, Supervisor } from "beamish";

const till: GenServer.Module<number, void, string> = {
  init: () => ["ok", 0],
  handleCall(order, _from, sold) {
    if (order === "soup") throw new Error("soup is not on the menu");
    return ["reply", `${order}, order ${sold + 1}`, sold + 1];
  },
};
const open = (name: string) => ({
  id: name,
  start: () => GenServer.startLink(till, undefined, { name }),
});

await Supervisor.startLink([open("till"), open("kettle"), open("printer")], {
  strategy: "one_for_one",
  name: "shop",
});

for (const order of ["tea", "bun", "soup", "tea"]) {
  await Process.sleep(600);
  try {
    console.log(await GenServer.call<string>("till", order));
  } catch {
    console.log(`${order}: the till crashed`);
  }
}
