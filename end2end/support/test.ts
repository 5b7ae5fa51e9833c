// `test` with a server: one for each worker, shared by its tests, which keep apart by their rooms.

import { test as base } from "@playwright/test";

import { Server, type ServerOptions } from "./server.ts";

export { expect } from "@playwright/test";

interface Fixtures {
  /** A server for this test alone, for tests that kill it or need settings of their own. */
  ownServer: (options?: ServerOptions) => Promise<Server>;
  /** Closes everybody's pages: those of earlier tests would go on beside the next ones. */
  closedPages: void;
  /** Attaches the log of the worker's server to a test that failed. */
  serverLog: void;
}

interface WorkerFixtures {
  /** The worker's server; `baseURL` is its address. */
  server: Server;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    async ({}, use) => {
      const server = await Server.start();
      await use(server);
      await server.dispose();
    },
    { scope: "worker" },
  ],

  baseURL: async ({ server }, use) => use(server.url),

  ownServer: async ({}, use) => {
    const servers: Server[] = [];
    await use(async (options) => {
      const server = await Server.start(options);
      servers.push(server);
      return server;
    });
    await Promise.all(servers.map((server) => server.dispose()));
  },

  closedPages: [
    async ({ browser }, use) => {
      await use();
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    { auto: true },
  ],

  serverLog: [
    async ({ server }, use, testInfo) => {
      await use();
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach("server log", { body: server.log, contentType: "text/plain" });
      }
    },
    { auto: true },
  ],
});
