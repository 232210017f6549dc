const shop = {
  name: "shop",
  description: "Sells tea over the counter",
  vsn: "1.0.0",
  registered: ["till"],
  applications: ["logger", "stock"],
  mod: ["Shop", ["EUR"]],
  env: { open: "09:00" },
};

const logger = { name: "logger", applications: [] };
const stock = { name: "stock", applications: ["logger"] };
console.log(startOrder(shop));

interface Resource {
  readonly name: string;
  readonly applications: readonly string[];
}

/** What `application:ensure_all_started/1` does with the resource files: an application starts after those it names. */
function startOrder(
  app: Resource,
  order: readonly string[] = [],
): readonly string[] {
  if (order.includes(app.name)) return order;
  const known: readonly Resource[] = [shop, logger, stock];
  const needed = known.filter(({ name }) => app.applications.includes(name));
  return [
    ...needed.reduce((before, need) => startOrder(need, before), order),
    app.name,
  ];
}
