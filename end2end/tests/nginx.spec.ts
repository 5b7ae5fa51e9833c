// Behind a proxy that people really use: below a path, with lines that are cut when idle, and without
// websockets.

import { Nginx, type Passing } from "../support/nginx.ts";
import { meeting, Person, voteAndReload } from "../support/person.ts";
import { expect, test as base } from "../support/test.ts";
import { say, saying } from "../support/texts.ts";

const test = base.extend<{
  /** An nginx in front of a server, for this test alone. `args` are the server's. */
  behind: (passing: Passing, args?: string[]) => Promise<Nginx>;
}>({
  behind: async ({ ownServer }, use) => {
    const started: Nginx[] = [];
    await use(async (passing, args = []) => {
      const server = await ownServer({ args });
      const nginx = await Nginx.before(server.url, passing);
      started.push(nginx);
      return nginx;
    });
    await Promise.all(started.map((nginx) => nginx.dispose()));
  },
});

const path = "/tools/poker/";
const named = "proxy_set_header X-Forwarded-Prefix /tools/poker;";
const trusted = ["--trusted-proxies", "127.0.0.1"];

const ways: [string, Passing, string[]][] = [
  ["is passed on", { path, strips: false }, ["--base-path", path]],
  ["is stripped", { path, strips: true }, ["--base-path", "/tools/poker"]],
  ["is stripped and named by a trusted proxy", { path, strips: true, beside: named }, trusted],
  ["is passed on and named by a trusted proxy", { path, strips: false, beside: named }, trusted],
];

for (const [way, passing, args] of ways) {
  test(`b50 everything works below a path that ${way}`, async ({ browser, behind }) => {
    const nginx = await behind(passing, args);
    const ana = await Person.with(browser, "Ana");
    const ben = await Person.with(browser, "Ben");
    const sockets: string[] = [];
    ben.page.on("websocket", (socket) => sockets.push(socket.url()));

    // Without the slash at the end of the path.
    const link = await ana.createRoom(nginx.url.slice(0, -1));
    expect(link).toMatch(new RegExp(`^${nginx.url}room/[a-z2-7]{16}$`));
    await ben.enter(`${link}/`);
    expect(new Set(sockets.map((url) => url.slice(0, url.indexOf("/api/"))))).toEqual(
      new Set([nginx.url.replace("http", "ws").slice(0, -1)]),
    );

    await ana.addStory("Reserve a tool");
    await ben.vote("8");
    await ben.page.reload();
    await ben.holds("8");
    await ana.vote("8");
    await expect(ben.result).toBeVisible();

    await ana.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await ana.page.getByRole("button", { name: say("copy_room_link") }).click();
    await expect(ana.page.getByText(say("copied"))).toBeVisible();
    expect(await ana.page.evaluate(() => navigator.clipboard.readText())).toBe(link);
    expect(await ana.takeAway(/^CSV/)).toContain("Reserve a tool");

    const cleo = await Person.with(browser, "Cleo");
    const answer = await cleo.page.goto(`${nginx.url}nonsense`);
    expect(answer?.status()).toBe(404);
    await expect(cleo.page.getByRole("heading", { level: 1 })).toHaveText(say("not_found_title"));
    await cleo.page.getByRole("link", { name: say("new_room") }).click();
    await expect(cleo.page).toHaveURL(nginx.url);
    expect([...ana.faults, ...ben.faults]).toEqual([]);
  });
}

test("b30 a proxy that cuts idle lines does not cut this one", async ({ browser, behind }) => {
  const nginx = await behind({ beside: "proxy_read_timeout 4s; proxy_send_timeout 4s;" });
  const ana = await Person.with(browser, "Ana");
  let opened = 0;
  ana.page.on("websocket", () => opened++);
  const link = await ana.createRoom(nginx.url);
  const ben = await Person.with(browser, "Ben");
  await ben.page.goto(nginx.url);
  const silent = link.replace(/^http(.*)\/room\/(.*)$/, "ws$1/api/rooms/$2/socket");
  for (let time = 0; time < 3; time++) {
    const code = await ben.page.evaluate((address) => {
      const socket = new WebSocket(address);
      return new Promise((closed) => socket.addEventListener("close", ({ code }) => closed(code)));
    }, silent);
    expect(code, "cut by the proxy, without a word of the server").toBe(1006);
  }
  await expect(ana.page.getByText(saying("connection_lost"))).toHaveCount(0);
  expect(opened).toBe(1);
  await ana.vote("8");
  expect(ana.faults).toEqual([]);
});

test("two people meet behind a proxy that refuses websockets", async ({ browser, behind }) => {
  const beside = "location ~ /socket$ { return 403; }";
  const nginx = await behind({ path, beside, strips: true }, ["--base-path", path]);
  const [ana, ben] = await meeting(browser, nginx.url, ["Ana", "Ben"]);
  await voteAndReload(ana!, ben!);
  await ana!.vote("5");
  for (const person of [ana!, ben!]) {
    await expect(person.result).toBeVisible();
    expect(person.received).toEqual([]);
  }
});
