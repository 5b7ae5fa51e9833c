// How the browser tests run. `cargo xtask test browser` builds what they need and starts them.

import { defineConfig, devices } from "@playwright/test";

const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // Two cores that also build: slow is no fault here. Speed is measured elsewhere.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: process.stdout.isTTY ? "line" : "list",
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    // Recording what a test does takes a fifth of its time: `--trace retain-on-failure` when it is needed.
    trace: "off",
    screenshot: "only-on-failure",
    actionTimeout: 15_000,
    launchOptions: {
      executablePath: chromium,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        // The browser of a test talks to the server of the test and to nobody else.
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
