// The pages around a room: addresses that lead nowhere, plain http, the link, languages, light and dark.

import { expectAccessible } from "../support/a11y.ts";
import { meeting, Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say, saying } from "../support/texts.ts";

test("b52 an unknown address is a not-found page with status 404 and no panic", async ({ browser, server }) => {
  const ana = await Person.with(browser, "Ana");
  for (const path of ["/nonsense", "/room/does-not-exist", "/room/a%2Fb", "/room/🦀", `/room/${"x".repeat(5_000)}`]) {
    const answer = await ana.page.goto(server.url + path);
    expect(answer?.status(), path.slice(0, 40)).toBe(404);
    await expect(ana.page.getByRole("heading", { level: 1 })).toHaveText(say("not_found_title"));
  }
  await ana.page.goto(`${server.url}/room/${"a".repeat(16)}`);
  await expect(ana.page.getByRole("heading", { level: 1 })).toHaveText(saying("no_such_room_title"));
  await expectAccessible(ana.page);
  await ana.page.getByRole("link", { name: say("new_room") }).click();
  await expect(ana.page.getByRole("button", { name: say("create_room") })).toBeVisible();
  expect(ana.faults.filter((fault) => !fault.includes("404"))).toEqual([]);
});

test("b48 b49 over plain http on a LAN address everything works, and the link is copied", async ({ playwright, server }) => {
  const port = new URL(server.url).port;
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const args = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP lan.test 127.0.0.1"];
  const browser = await playwright.chromium.launch({ executablePath, args });
  const [ana, ben] = await meeting(browser, `http://lan.test:${port}`, ["Ana", "Ben"]);
  expect(await ana!.page.evaluate(() => window.isSecureContext)).toBe(false);
  await ana!.vote("3");
  await ben!.vote("3");
  await expect(ana!.result).toBeVisible();
  await ana!.page.getByRole("button", { name: say("copy_room_link") }).click();
  const told = ana!.page.getByText(say("copied")).or(ana!.page.getByText(say("copy_by_hand")));
  await expect(told.first()).toBeVisible();
  expect(ana!.faults).toEqual([]);
  await browser.close();
});

test("b49 the link is copied where the browser allows it", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await ana!.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await ana!.page.getByRole("button", { name: say("copy_room_link") }).click();
  await expect(ana!.page.getByText(say("copied"))).toBeVisible();
  expect(await ana!.page.evaluate(() => navigator.clipboard.readText())).toBe(ana!.page.url());
});

test("the page speaks German where the browser does, and the menu changes it", async ({ browser, server }) => {
  const ana = await Person.with(browser, "Ana", { locale: "de-DE" });
  await ana.page.goto(server.url);
  await expect(ana.page.getByRole("heading", { level: 1 })).toHaveText(say("home_title", {}, "de"));
  await expect(ana.page.locator("html")).toHaveAttribute("lang", "de");
  await ana.page.getByRole("button", { name: say("language_menu", {}, "de") }).click();
  await ana.page.getByText("English", { exact: true }).click();
  await expect(ana.page.getByRole("heading", { level: 1 })).toHaveText(say("home_title"));
  await ana.page.reload();
  await expect(ana.page.getByRole("heading", { level: 1 })).toHaveText(say("home_title"));
});

test("light and dark follow the system and the menu", async ({ browser, server }) => {
  const ana = await Person.with(browser, "Ana", { colorScheme: "dark" });
  await ana.page.goto(server.url);
  await expect(ana.page.getByRole("button", { name: say("create_room") })).toBeVisible();
  const lightness = () =>
    ana.page.evaluate(() => {
      const canvas = document.createElement("canvas").getContext("2d")!;
      canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
      canvas.fillRect(0, 0, 1, 1);
      return canvas.getImageData(0, 0, 1, 1).data[0]!;
    });
  expect(await lightness()).toBeLessThan(80);
  await ana.page.getByRole("button", { name: say("theme_menu") }).click();
  await ana.page.getByText(say("theme_light"), { exact: true }).click();
  await expect.poll(lightness).toBeGreaterThan(200);
});

test("home lists the rooms of this browser", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  const link = ana!.page.url();
  await ana!.page.goto(server.url);
  await ana!.page.getByRole("link", { name: /Lending desk/ }).click();
  await ana!.isInside();
  expect(ana!.page.url()).toBe(link);
});

test("a link with capitals, or with what stood behind it in a text, leads to the room", async ({ browser, server }) => {
  const ana = await Person.with(browser, "Ana");
  const link = new URL(await ana.createRoom(server.url));
  const id = link.pathname.split("/").pop()!;
  const ben = await Person.with(browser, "Ben");
  for (const path of [`/room/${id.toUpperCase()}`, `/room/${id}.`, `/room/${id}).`, `/room/${id}%3E`, `/Room/${id}`, `/room/${id},`]) {
    const answer = await ben.page.goto(server.url + path);
    expect([path, answer!.status()]).toEqual([path, 200]);
    await expect(ben.page.getByLabel(say("your_name"))).toBeVisible();
    await expect(ben.page).toHaveURL(link.href);
  }
  for (const path of [`/room/${id}x`, `/room/${id}/x`, "/room/."]) {
    const answer = await ben.page.goto(server.url + path);
    expect([path, answer!.status()]).toEqual([path, 404]);
    await expect(ben.page.getByText(say("not_found_title")).or(ben.page.getByText(say("no_such_room_title")))).toBeVisible();
  }
});
