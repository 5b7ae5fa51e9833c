// The timer of a room: the same rest for everybody, whenever they come (rule 27).

import { expectAccessible } from "../support/a11y.ts";
import { meeting, Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

/** What somebody's page shows as left, in seconds. */
async function rest(person: Person): Promise<number> {
  const shown = await person.page.getByRole("timer").textContent();
  const [minutes, seconds] = shown!.trim().split(":").map(Number);
  return minutes! * 60 + seconds!;
}

test("b43 whoever joins late and whoever reloads sees the same rest, also with a wrong clock", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ana!.page.getByRole("button", { name: say("timer"), exact: true }).click();
  await ana!.page.getByRole("button", { name: say("minutes", { n: 5 }), exact: true }).click();
  await expect(ben!.page.getByRole("timer")).toBeVisible();
  await expectAccessible(ben!.page);
  const cleo = await Person.with(browser, "Cleo");
  await cleo.page.clock.install({ time: Date.now() + 3_600_000 });
  await cleo.page.clock.resume();
  await cleo.enter(ana!.page.url());
  await ben!.page.reload();
  await expect(cleo.page.getByRole("timer")).toBeVisible();
  await expect(ben!.page.getByRole("timer")).toBeVisible();
  await expect
    .poll(async () => {
      const [one, two, three] = await Promise.all([rest(ana!), rest(ben!), rest(cleo)]);
      return Math.max(one, two, three) - Math.min(one, two, three);
    })
    .toBeLessThanOrEqual(1);
  await expect(ben!.page.getByRole("button", { name: say("timer_pause") })).toHaveCount(0);
});

test("a timer is paused, lengthened and taken away for all", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ana!.page.getByRole("button", { name: say("timer"), exact: true }).click();
  await ana!.page.getByRole("button", { name: say("minutes", { n: 2 }), exact: true }).click();
  await ana!.page.getByRole("button", { name: say("timer_pause") }).click();
  await expect(ana!.page.getByRole("button", { name: say("timer_resume") })).toBeVisible();
  await ana!.page.getByRole("button", { name: say("timer_add") }).click();
  for (const person of [ana!, ben!]) await expect.poll(() => rest(person)).toBeGreaterThan(150);
  expect(await rest(ben!)).toBe(await rest(ana!));
  await ana!.page.getByRole("button", { name: say("timer_stop") }).click();
  await expect(ben!.page.getByRole("timer")).toHaveCount(0);
});

test("b45 at zero everybody is told, and the cards turn if the room wants that", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  await ana!.page.getByRole("button", { name: say("settings"), exact: true }).click();
  const dialog = ana!.page.getByRole("dialog", { name: say("settings") });
  await dialog.getByRole("switch", { name: say("reveal_at_zero") }).click();
  await expect(dialog.getByRole("switch", { name: say("reveal_at_zero") })).toHaveAttribute("aria-checked", "true");
  await ana!.page.keyboard.press("Escape");
  await ben!.vote("5");
  await ana!.page.evaluate(async () => {
    const key = Object.keys(localStorage).find((key) => key.startsWith("ready-room:room:"))!;
    const { secret } = JSON.parse(localStorage.getItem(key)!);
    const room = location.pathname.split("/").at(-1);
    await fetch(`/api/rooms/${room}/commands`, {
      method: "POST",
      headers: { Authorization: `Bearer ${secret}`, "Content-Type": "application/json" },
      body: JSON.stringify({ id: "short-timer", command: { timer: { start: 2 } } }),
    });
  });
  await expect(ben!.page.getByText(say("time_is_up"))).toBeVisible({ timeout: 6_000 });
  await expect(ben!.result).toBeVisible();
});
