// A telephone line between one browser and the server: it can go dead without a word, as a network
// does, or be cut. Knows nothing of what passes over it.

import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** Everything of one browser passes here. */
export class Line {
  #sockets = new Set<Socket>();
  #dead = false;

  private constructor(
    private readonly server: Server,
    /** The address that the browser opens. */
    readonly url: string,
  ) {}

  /** A line to the server at `target`. */
  static async to(target: string): Promise<Line> {
    const { hostname, port } = new URL(target);
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const line = new Line(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on("connection", (near) => line.#join(near, connect(Number(port), hostname)));
    return line;
  }

  /** From now on nothing passes and nobody is told, until `mend`. */
  goDead(): void {
    this.#dead = true;
    this.#sockets.forEach((socket) => socket.pause());
  }

  /** What was held back since `goDead` passes, and nothing was broken. */
  goOn(): void {
    this.#dead = false;
    this.#sockets.forEach((socket) => socket.resume());
  }

  /** Breaks what is connected and connects again from now on. */
  mend(): void {
    this.#dead = false;
    this.cut();
  }

  /** Breaks what is connected; the next attempt goes through. */
  cut(): void {
    this.#sockets.forEach((socket) => socket.destroy());
    this.#sockets.clear();
  }

  /** Ends the line. */
  close(): void {
    this.cut();
    this.server.close();
  }

  #join(near: Socket, far: Socket): void {
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from);
      from.setNoDelay(true);
      from.on("data", (bytes) => to.write(bytes));
      from.on("end", () => to.end());
      from.on("error", () => to.destroy());
      from.on("close", () => {
        this.#sockets.delete(from);
        to.destroy();
      });
      if (this.#dead) from.pause();
    }
  }
}
