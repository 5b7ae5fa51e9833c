// The page starts, and where it cannot it says why (case B54).

import { expectAccessible } from "../support/a11y.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

const module = /\.wasm$/;

test("the app takes the place of the skeleton", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("main")).toBeVisible();
  await expect(page.locator("#skeleton")).toHaveCount(0);
});

test("something of the right shape is visible before any module runs", async ({ page }) => {
  await page.route(/boot\..*\.js$/, () => {}); // Never answered.
  await page.goto("/", { waitUntil: "commit" });
  await expect(page.getByLabel(say("room_title"))).toBeVisible();
  // There is no such page, and nothing to fill in.
  await page.goto("/elsewhere", { waitUntil: "commit" });
  await expect(page.locator("#skeleton")).toBeVisible();
});

test("a wrong content type of the module does no harm", async ({ page }) => {
  await page.route(module, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-type": "text/plain" } });
  });
  await page.goto("/");
  // The home page is a part: it has arrived as well.
  await expect(page.getByRole("button", { name: say("create_room") })).toBeVisible();
  await expect(page.locator("#skeleton")).toHaveCount(0);
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a module that does not arrive ends in a message, and reload gets out of it", async ({ page }) => {
  await page.route(module, (route) => route.abort());
  await page.goto("/");
  const message = page.getByRole("alert");
  await expect(message.getByRole("heading")).toHaveText("Ready Room did not load");
  await expectAccessible(page);
  await page.unroute(module);
  await message.getByRole("button", { name: "Reload" }).click();
  await expect(page.locator("#skeleton")).toHaveCount(0);
  await expect(message).toHaveCount(0);
});

test("a damaged module ends in a message", async ({ page }) => {
  await page.route(module, (route) => route.fulfill({ contentType: "application/wasm", body: "<html>" }));
  await page.goto("/");
  await expect(page.getByRole("alert").getByRole("heading")).toHaveText("Ready Room did not load");
});

test("without WebAssembly the page says what is missing", async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
  await page.goto("/");
  await expect(page.getByRole("alert").getByRole("heading")).toHaveText("WebAssembly is switched off");
});

test("under a content policy without wasm-unsafe-eval the page says what is missing", async ({ page }) => {
  await page.route(/\/$/, async (route) => {
    const response = await route.fetch();
    const policy = { "content-security-policy": "default-src 'self'; script-src 'self'" };
    await route.fulfill({ response, headers: { ...response.headers(), ...policy } });
  });
  await page.goto("/");
  await expect(page.getByRole("alert").getByRole("heading")).toHaveText("WebAssembly is switched off");
});

test.describe("in German", () => {
  test.use({ locale: "de-AT" });

  test("the loader speaks German and asks for the German texts", async ({ page }) => {
    const texts = page.waitForRequest(/\/de\.\w+\.json$/);
    await page.route(module, (route) => route.abort());
    await page.goto("/");
    await texts;
    await expect(page.getByRole("button")).toHaveText("Neu laden");
    await expectAccessible(page);
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the page says what is missing", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("heading")).toHaveText("JavaScript is switched off");
    await expect(page.locator("#skeleton")).toBeHidden();
  });
});
