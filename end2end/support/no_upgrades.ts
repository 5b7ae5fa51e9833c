// A proxy of the kind that companies have: it passes requests on and refuses websockets. Knows nothing
// of what passes over it.

import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands between a browser and the server. */
export class NoUpgrades {
  /** Websockets that were refused. */
  refused = 0;

  private constructor(
    private readonly server: Server,
    /** The address that the browser opens. */
    readonly url: string,
  ) {}

  /** A proxy to the server at `target`. */
  static async to(target: string): Promise<NoUpgrades> {
    const { hostname, port } = new URL(target);
    const server = createServer((near, answer) => {
      const { method, url: path, headers } = near;
      const far = request({ hostname, port, method, path, headers }, (from) => {
        answer.writeHead(from.statusCode ?? 502, from.headers);
        answer.flushHeaders();
        from.pipe(answer);
      });
      far.on("error", () => answer.destroy());
      answer.on("close", () => far.destroy());
      near.pipe(far);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const proxy = new NoUpgrades(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on("upgrade", (_, socket) => {
      proxy.refused += 1;
      socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    });
    return proxy;
  }

  /** Breaks what is connected; the next attempt goes through. */
  cut(): void {
    this.server.closeAllConnections();
  }

  /** Ends the proxy. */
  close(): void {
    this.cut();
    this.server.close();
  }
}
