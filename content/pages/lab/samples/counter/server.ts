// Needs Node: choose this file beside Run. The page it serves opens under Preview.
import { createServer } from "node:http";
import { Supervisor } from "beamish";
import { Counter } from "./counter.ts";

await Supervisor.startLink([Counter.childSpec()], { strategy: "one_for_one" });

const server = createServer(async (request, response) => {
  if (request.url !== "/") return void response.writeHead(404).end();
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  try {
    response.end(
      `<h1>Visit ${await Counter.visit()}</h1><p>Reload the page, thirteen times.</p>`,
    );
  } catch (error) {
    response
      .writeHead(500)
      .end(`<h1>The counter crashed</h1><p>Reload: it has been restarted.</p>`);
    console.log(String(error));
  }
});

server.listen(3000, () => console.log("listening on port 3000"));
