// How the measurements of the page run: one after the other, with nothing beside them. `cargo xtask bench`
// builds what they need and starts them.

import { defineConfig } from "@playwright/test";

import tests from "./playwright.config.ts";

export default defineConfig({
  ...tests,
  testDir: "bench",
  testMatch: /.*\.bench\.ts/,
  fullyParallel: false,
  workers: 1,
  timeout: 600_000,
  reporter: [["list"]],
  use: { ...tests.use, trace: "off" },
});
