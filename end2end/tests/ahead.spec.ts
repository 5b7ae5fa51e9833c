// Voting ahead of a meeting, and what the room's earlier stories tell at a reveal (rules 45, 46).

import { expectAccessible } from "../support/a11y.ts";
import { meeting, Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { say, saying } from "../support/texts.ts";

/** The cards of a story that is voted on ahead, wherever the room is. */
function cards(person: Person) {
  return person.page.getByRole("radiogroup", { name: say("your_vote_ahead") });
}

/** Votes on the story that is shown, and waits until the card is saved. */
async function voteAhead(person: Person, label: string) {
  await cards(person).getByRole("radio", { name: label, exact: true }).click();
  await expect(person.page.getByText(say("vote_ahead_saved"))).toBeVisible();
}

/** Opens the dialog of those who meet over the votes. */
async function overview(person: Person) {
  await person.page.getByRole("button", { name: say("vote_ahead"), exact: true }).click();
  const dialog = person.page.getByRole("dialog", { name: say("vote_ahead") });
  await expect(dialog.getByRole("heading", { name: say("ahead_open") })).toBeVisible();
  return dialog;
}

test("people vote ahead through a restart and alone, and a meeting takes what all agree on in one step", async ({ browser, ownServer }) => {
  test.setTimeout(120_000);
  const server = await ownServer();
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  if (!ana || !ben) throw new Error("two people");
  for (const title of ["Lend a drill", "Mend the gate", "Paint the shed"]) await ana.addStory(title);
  await ana.page.getByRole("button", { name: say("quick_round"), exact: true }).click();

  await test.step("a facilitator opens all stories without an estimate", async () => {
    const dialog = await overview(ana);
    await expectAccessible(ana.page);
    await dialog.getByRole("checkbox", { name: say("ahead_all") }).check();
    await dialog.getByRole("button", { name: say("ahead_open_button", { n: 3 }) }).click();
    await expect(dialog.getByText(say("ahead_none"))).toBeVisible();
    await ana.page.keyboard.press("Escape");
    await expect(ben.page.getByText(say("stories_wait", { n: 3 }))).toBeVisible();
    await expect(ben.storyRow("Lend a drill").getByText(saying("voting_until"))).toBeVisible();
  });

  await test.step("Ana votes on two and leaves; Ben votes alone, on a server that was killed meanwhile", async () => {
    for (const card of ["5", "3"]) {
      await ana.page.getByRole("button", { name: say("next_of_them") }).first().click();
      await voteAhead(ana, card);
    }
    const link = ana.page.url();
    await ana.page.goto("about:blank");
    await server.crash();
    // The last card is typed: keys play what the page shows.
    for (const card of ["5", "13", "8"]) {
      await ben.page.getByRole("button", { name: say("next_of_them") }).first().click();
      await (card === "8" ? ben.page.keyboard.press("8") : voteAhead(ben, card));
      if (card === "13") {
        const unsure = ben.page.getByRole("group", { name: say("how_sure") }).getByRole("button", { name: say("sure_low") });
        await unsure.click();
        await expect(unsure).toHaveAttribute("aria-pressed", "true");
      }
    }
    await expect(ben.page.getByText(say("stories_ahead", { n: 3 }))).toBeVisible();
    await expect(ben.page.getByRole("button", { name: say("next_of_them") })).toHaveCount(0);
    await expectAccessible(ben.page);
    await ana.page.goto(link);
    await ana.isInside();
    await expect(ana.page.getByText(say("stories_wait", { n: 1 }))).toBeVisible();
    expect(ana.received.join()).not.toContain('"your_card":{"story":1,"card":{"label":"13"');
  });

  await test.step("nothing is revealed before the meeting does it; then agreement is one press, with an undo", async () => {
    const dialog = await overview(ana);
    const hidden = dialog.getByRole("region", { name: say("ahead_collected") });
    await expect(hidden.getByText(say("ahead_voted", { names: say("list_and", { first: "Ana", last: "Ben" }) })).first()).toBeVisible();
    await expect(hidden.getByText(say("ahead_missing", { names: "Ana" }))).toBeVisible();
    await dialog.getByRole("button", { name: say("reveal_stories", { n: 3 }) }).click();
    const agreed = dialog.getByRole("region", { name: say("ahead_agreed") });
    await expect(agreed.getByRole("listitem")).toHaveCount(1);
    const disputed = dialog.getByRole("region", { name: say("ahead_disputed") });
    await expect(disputed.getByRole("listitem").first()).toContainText("Mend the gate");
    await expectAccessible(ana.page);
    await dialog.getByRole("button", { name: say("accept_agreed", { n: 1 }) }).click();
    await expect(ben.storyRow("Lend a drill").getByText("5", { exact: true })).toBeVisible();
    await expect(agreed).toHaveCount(0);
    await ana.page.keyboard.press("Escape");
    await ana.undo(say("done_estimates_saved", { n: 1 }));
    await expect(ben.storyRow("Lend a drill").getByText("5", { exact: true })).toHaveCount(0);
    await overview(ana);
    await dialog.getByRole("button", { name: say("accept_agreed", { n: 1 }) }).click();
    await dialog.getByRole("button", { name: say("discuss_story", { story: "Mend the gate" }) }).click();
    await expect(dialog).toHaveCount(0);
    await expect(ben.result).toContainText(say("result_tie", { cards: say("list_and", { first: "3", last: "13" }) }));
    await expect(ana.seat("Ben").getByText(say("sure_low"))).toBeVisible();
  });
});

test("beside a result stand earlier stories, pinned ones first, with what they turned out to be", async ({ browser, server }) => {
  const [ana, ben] = await meeting(browser, server.url, ["Ana", "Ben"]);
  if (!ana || !ben) throw new Error("two people");
  for (const title of ["Oil the hinge (3)", "Mend the gate (5)", "Lend a drill"]) {
    await ana.page.getByLabel(say("add_story"), { exact: true }).fill(title);
    await ana.page.keyboard.press("Enter");
    await expect(ana.backlog.getByText(title.replace(/ \(.*/, ""), { exact: true })).toBeVisible();
  }
  // The room begins with the first story, and goes on to the one without an estimate.
  for (const [title, estimate, isThere] of [["Oil the hinge", "3", true], ["Mend the gate", "5", false]] as const) {
    await ana.storyRow(title).getByRole("button").first().click();
    await expect(ana.story.getByRole("heading", { name: title })).toBeVisible();
    if (!isThere) await ana.page.getByRole("button", { name: say("bring_room_here") }).click();
    await ben.vote(estimate);
    await ana.vote(estimate);
    await ana.press(say("save_and_next", { estimate }));
  }

  await test.step("a facilitator pins one and enters what it turned out to be, and everybody sees both", async () => {
    await ana.storyRow("Mend the gate").getByRole("button", { name: /Mend/ }).first().click();
    await ana.story.getByRole("button", { name: say("reference_story") }).click();
    await ana.story.getByRole("textbox", { name: say("actual_value") }).fill("8");
    await ana.page.keyboard.press("Enter");
    await expect(ana.story.getByText(say("actual_was", { actual: "8" }))).toBeVisible();
    await ben.storyRow("Mend the gate").getByRole("button", { name: /Mend/ }).first().click();
    await expect(ben.story.getByText(say("actual_was", { actual: "8" }))).toBeVisible();
    await expect(ben.story.getByText(say("reference_story"))).toBeVisible();
    await expect(ben.story.getByRole("textbox", { name: say("actual_value") })).toHaveCount(0);
  });

  await test.step("they stand beside the result of the next story, and lead there", async () => {
    await ben.vote("5");
    await ana.vote("5");
    const beside = ben.page.getByRole("region", { name: say("references") });
    await expect(beside.getByRole("listitem")).toHaveCount(2);
    await expect(beside.getByRole("listitem").first()).toContainText(say("reference_lower"));
    const same = beside.getByRole("listitem").nth(1);
    await expect(same).toContainText(say("reference_same"));
    await expect(same).toContainText(say("actual_was", { actual: "8" }));
    await expectAccessible(ben.page);
    await same.getByRole("button", { name: "Mend the gate" }).click();
    await expect(ben.story.getByRole("heading", { name: "Mend the gate" })).toBeVisible();
    await ana.page.close();
    await expect(beside).toBeVisible();
  });
});
