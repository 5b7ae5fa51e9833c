// A slow line: the page is there long before the app.

import type { Page } from "@playwright/test";

/** Keeps the app from arriving until the returned function is called. */
export async function holdBack(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\.wasm$/, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}
