// nginx in front of a server: a process of its own with a configuration written for the test, on loopback
// alone. Knows nothing of browsers.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** The program; `cargo xtask test` says which. */
const program = process.env.NGINX ?? "/usr/sbin/nginx";

/** How long a start may take, in milliseconds. */
const startLimit = 10_000;

/** How often a starting nginx is asked whether it is ready, in milliseconds. */
const askEvery = 20;

/** No nginx outlives the tests, however they end. */
const running = new Set<ChildProcess>();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/** How nginx passes requests on. */
export interface Passing {
  /** Where the site is, with a slash at both ends. */
  path?: string;
  /** Whether the server is asked without that path. */
  strips?: boolean;
  /** Further directives, for the whole of what it serves. */
  beside?: string;
}

/** One nginx and its folder. */
export class Nginx {
  #log = "";
  #process: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private readonly path: string,
  ) {}

  /** A running nginx in front of the server at `target`. */
  static async before(target: string, passing: Passing = {}): Promise<Nginx> {
    const folder = await mkdtemp(join(tmpdir(), "ready-room-nginx-"));
    const nginx = new Nginx(folder, await freePort(), passing.path ?? "/");
    await writeFile(join(folder, "nginx.conf"), configuration(nginx.port, target, passing));
    await nginx.#start();
    return nginx;
  }

  /** The address of the site, with a slash at its end. */
  get url(): string {
    return `http://127.0.0.1:${this.port}${this.path}`;
  }

  /** Ends nginx and removes its folder. */
  async dispose(): Promise<void> {
    const child = this.#process;
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  async #start(): Promise<void> {
    const files = ["-p", this.folder, "-c", join(this.folder, "nginx.conf"), "-e", "stderr"];
    const child = spawn(program, files, { stdio: ["ignore", "ignore", "pipe"] });
    this.#process = child;
    running.add(child);
    child.once("exit", () => running.delete(child));
    child.once("error", (error) => (this.#log += error.message));
    child.stderr.on("data", (bytes) => (this.#log += String(bytes)));
    const until = Date.now() + startLimit;
    while (!(await answers(this.port))) {
      if (child.exitCode !== null || !child.pid || Date.now() > until) {
        child.kill("SIGKILL");
        throw new Error(`${program} did not start:\n${this.#log}`);
      }
      await pause(askEvery);
    }
  }
}

function configuration(port: number, target: string, passing: Passing): string {
  const { path = "/", strips = false, beside = "" } = passing;
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return `
daemon off;
master_process off;
pid nginx.pid;
error_log stderr;
events {}
http {
  access_log off;
  ${temporary.map((kind) => `${kind}_temp_path ${kind};`).join(" ")}
  map $http_upgrade $connection_upgrade { default upgrade; "" ""; }
  server {
    listen 127.0.0.1:${port};
    absolute_redirect off;
    client_max_body_size 64m;
    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $connection_upgrade;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_set_header X-Forwarded-Host $http_host;
    proxy_set_header X-Forwarded-For $remote_addr;
    ${beside}
    location ${path} {
      proxy_pass ${target}${strips ? "/" : ""};
    }
  }
}
`;
}

/** A port that nobody listens on: nginx cannot say which one the system has chosen for it. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      answer(true);
    });
    socket.once("error", () => answer(false));
  });
}
