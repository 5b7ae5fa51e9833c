// The real server as a process of its own: on a free port, with data of its own, killed and started
// again at will. Knows nothing of browsers.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";

const workspace = resolve(import.meta.dirname, "../..");

/** The binary under test; `cargo xtask test` says which. */
const binary = process.env.READY_ROOM_BINARY ?? join(workspace, "target/debug/ready-room");

const siteRoot = join(workspace, "target/site");

/** What the server prints when it listens. */
const announcement = /listens on (http:\/\/\S+)/;

/** How long a start may take, in milliseconds. */
const startLimit = 15_000;

/** How long an orderly end may take, in milliseconds. */
const stopLimit = 10_000;

/** How often a starting server is asked whether it is ready, in milliseconds. */
const askEvery = 20;

/** How many of the last lines of the log a failure shows. */
const logLines = 60;

/** No server outlives the tests, however they end. */
const running = new Set<ChildProcess>();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/** What a server is started with beside address, site and data. */
export interface ServerOptions {
  /** Further arguments of the command line. */
  args?: string[];
  /** Further environment variables. */
  env?: Record<string, string>;
}

/** One server and its data. It keeps port and data from its first start to `dispose`. */
export class Server {
  /** The address of the site, without a slash at its end. */
  url = "";

  #log: string[] = [];
  #process: ChildProcess | undefined;

  private constructor(
    /** The folder that holds the rooms. */
    readonly dataDir: string,
    private readonly options: ServerOptions,
  ) {}

  /** A running server with empty data. */
  static async start(options: ServerOptions = {}): Promise<Server> {
    const server = new Server(await mkdtemp(join(tmpdir(), "ready-room-")), options);
    await server.resume();
    return server;
  }

  /** The last lines that the server has logged, over all its starts. */
  get log(): string {
    return this.#log.join("\n");
  }

  /** Starts the server, after `kill` or `stop`, on the port and the data it had. */
  async resume(): Promise<void> {
    // The first start lets the system choose the port, so that no two servers can want the same.
    const address = this.url === "" ? "127.0.0.1:0" : new URL(this.url).host;
    const child = spawn(
      binary,
      ["--site-addr", address, "--site-root", siteRoot, "--data", this.dataDir, ...(this.options.args ?? [])],
      { cwd: this.dataDir, env: { ...process.env, ...this.options.env }, stdio: ["ignore", "pipe", "pipe"] },
    );
    this.#process = child;
    running.add(child);
    child.once("exit", () => running.delete(child));
    const announced = new Promise<string>((announce, fail) => {
      child.once("error", fail);
      child.once("exit", (code, signal) => fail(new Error(`the server ended (${signal ?? code})`)));
      for (const stream of [child.stdout, child.stderr]) {
        createInterface(stream).on("line", (line) => {
          this.#log = [...this.#log, line].slice(-logLines);
          const address = announcement.exec(line)?.[1];
          if (address) announce(address);
        });
      }
    });
    const limit = AbortSignal.timeout(startLimit);
    try {
      this.url = await Promise.race([announced, rejection(limit)]);
      await this.#ready(limit);
    } catch (error) {
      child.kill("SIGKILL");
      throw new Error(`${binary} did not start:\n${this.log}`, { cause: error });
    }
  }

  /** Ends the server at once, as a crash or a power cut does. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** Ends the server in good order, as an operator does. */
  async stop(): Promise<void> {
    const limit = setTimeout(() => this.#process?.kill("SIGKILL"), stopLimit);
    await this.#end("SIGTERM");
    clearTimeout(limit);
  }

  /** Kills the server and starts it on the same port and data. */
  async crash(): Promise<void> {
    await this.kill();
    await this.resume();
  }

  /** Ends the server and removes its data. */
  async dispose(): Promise<void> {
    await this.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  async #ready(limit: AbortSignal): Promise<void> {
    for (;;) {
      const answer = await fetch(`${this.url}/healthz`, { signal: limit }).catch(() => undefined);
      if (answer?.ok) return;
      await pause(askEvery, undefined, { signal: limit });
    }
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }
}

function rejection(limit: AbortSignal): Promise<never> {
  return new Promise((_, fail) => limit.addEventListener("abort", () => fail(limit.reason)));
}
