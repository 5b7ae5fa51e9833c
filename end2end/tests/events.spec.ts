// Where websockets are blocked: the same meeting over events and requests, by itself.

import { NoUpgrades } from "../support/no_upgrades.ts";
import { meeting, Person, voteAndReload } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say, saying } from "../support/texts.ts";

test("where websockets are refused people meet all the same, and the page says how", async ({ browser, server }) => {
  const proxy = await NoUpgrades.to(server.url);
  const [ana, ben] = await meeting(browser, proxy.url, ["Ana", "Ben"]);
  for (const person of [ana!, ben!]) {
    await expect(person.page.getByRole("note").filter({ hasText: say("over_http") })).toBeVisible();
  }
  await voteAndReload(ana!, ben!);
  await expect(ana!.table.getByRole("listitem")).toHaveCount(2);
  await ana!.reveal();
  await expect(ben!.result).toBeVisible();
  await expect(ben!.seat("Ben").getByText("8", { exact: true })).toBeVisible();
  expect(ben!.received).toEqual([]);
  await ben!.page.close();
  await expect(ana!.seat("Ben").getByText(say("away"))).toBeVisible();
  proxy.close();
});

test("a line over HTTP that is cut comes back by itself, and stays one over HTTP", async ({ browser, server }) => {
  const proxy = await NoUpgrades.to(server.url);
  const [ana] = await meeting(browser, proxy.url, ["Ana"]);
  const refused = proxy.refused;
  proxy.cut();
  await ana!.addStory("Told on the next stream");
  await expect(ana!.page.getByText(saying("connection_lost"))).toHaveCount(0);
  expect(proxy.refused).toBe(refused);
  proxy.close();
});

test("the code for a line over HTTP is fetched again when it does not arrive", async ({ browser, server }) => {
  const proxy = await NoUpgrades.to(server.url);
  const [ana] = await meeting(browser, proxy.url, ["Ana"]);
  const ben = await Person.with(browser, "Ben");
  let aborted = 0;
  await ben.page.route(/part-event-stream\.[^/]*\.wasm$/, (route) => {
    aborted += 1;
    return aborted > 1 ? route.continue() : route.abort();
  });
  await ben.enter(ana!.page.url());
  await ben.vote("5");
  expect(aborted).toBe(2);
  proxy.close();
});

test("where websockets pass nobody is told of another way", async ({ browser, server }) => {
  const [ana] = await meeting(browser, server.url, ["Ana"]);
  await expect(ana!.page.getByText(say("over_http"))).toHaveCount(0);
});
