// Results without names, and what observers see before the reveal (rule 44).

import { meeting, Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say } from "../support/texts.ts";

/** Switches a setting of the room, and closes the settings. */
async function toggle({ page }: Person, name: string) {
  await page.getByRole("button", { name: say("settings"), exact: true }).click();
  const control = page.getByRole("dialog", { name: say("settings") }).getByRole("switch", { name });
  const before = await control.getAttribute("aria-checked");
  await control.click();
  await expect(control).not.toHaveAttribute("aria-checked", before!);
  await page.keyboard.press("Escape");
}

test("cards are revealed without names, in whatever is sent, shown, kept or exported", async ({ browser, server }) => {
  const [ana, ben, cleo] = await meeting(browser, server.url, ["Ana", "Ben", "Cleo"]);
  await toggle(ana!, say("anonymous_results"));
  await ben!.vote("13");
  await ana!.vote("3");
  await cleo!.vote("3");
  await expect(cleo!.result).toContainText("13");
  await expect(cleo!.result).toContainText(say("result_agree", { agreeing: "2", votes: "3", card: "3" }));
  for (const person of [ana!, ben!, cleo!]) {
    await expect(person.result).toContainText("13");
    await expect(person.result.getByText(/Ana|Ben|Cleo/)).toHaveCount(0);
    await expect(person.seat("Ben").getByText("13")).toHaveCount(0);
    const reveals = person.received.filter((frame) => frame.includes('"revealed":{"story"'));
    expect(reveals).toHaveLength(1);
    const [, after] = reveals[0]!.split('"ballots"');
    expect(after).not.toMatch(/Ana|Ben|Cleo|"participant":[1-9]/);
  }
  const file = await ana!.takeAway(new RegExp(say("export_room")));
  const { quick_rounds } = JSON.parse(file) as { quick_rounds: { finished: { ballots: { person: number }[] }[] } };
  expect(quick_rounds.finished[0]!.ballots.map((ballot) => ballot.person)).toEqual([0, 0, 0]);
});

test("observers see how many have voted, and who only where the room says so", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  const olga = await Person.with(browser, "Olga");
  await olga.enter(ana!.page.url(), "observer");
  await ben!.vote("13");
  await expect(olga.seat("Ben").getByText(say("voted"))).toBeVisible();
  await toggle(ana!, say("observers_see_voters"));
  await expect(olga.seat("Ben").getByText(say("voted"))).toHaveCount(0);
  await expect(olga.seat("Ana").getByText(say("thinking"))).toHaveCount(0);
  await expect(ana!.seat("Ben").getByText(say("voted"))).toBeVisible();
  await ana!.vote("8");
  await expect(olga.result).toContainText("13");
});
