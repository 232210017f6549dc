/** A machine that wants to be reached. It counts who reaches it. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Outside {
  readonly port: number;
  readonly reached: string[];
  close(): void;
}

export async function openOutside(): Promise<Outside> {
  const reached: string[] = [];
  const server: Server = createServer((request, response) => {
    reached.push(request.url ?? "");
    response.writeHead(200, { "Access-Control-Allow-Origin": "*", "Content-Type": "text/javascript" });
    response.end("globalThis.taken = true;");
  });
  server.on("upgrade", (request, socket) => {
    reached.push(request.url ?? "");
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    reached,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
