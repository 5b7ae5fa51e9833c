// What makes a story ready, as one person sees it: questions, notes and decisions, and the definition of ready.

import { expect, type Locator } from "@playwright/test";

import type { Person } from "./person.ts";
import { say } from "./texts.ts";

/** The panel below a story. */
export class Preparation {
  constructor(private readonly person: Person) {}

  /** Unfolds it, if it is not. */
  async open(): Promise<void> {
    // A question that arrives meanwhile unfolds it as well.
    await expect(async () => {
      if ((await this.toggle.getAttribute("aria-expanded")) !== "true") await this.toggle.click();
      await expect(this.toggle).toHaveAttribute("aria-expanded", "true", { timeout: 500 });
    }).toPass();
    await expect(this.questions).toBeVisible();
  }

  /** The heading that unfolds it. */
  get toggle(): Locator {
    return this.person.story.getByRole("button", { name: say("questions_and_notes") });
  }

  get questions(): Locator {
    return this.person.story.getByRole("region", { name: say("questions"), exact: true });
  }

  get notes(): Locator {
    return this.person.story.getByRole("region", { name: say("notes"), exact: true });
  }

  get ready(): Locator {
    return this.person.story.getByRole("region", { name: say("definition_of_ready"), exact: true });
  }

  /** A question, a note, or a point. */
  row(text: string): Locator {
    return this.person.story.locator(".item, .ready-point").filter({ hasText: text });
  }

  async ask(text: string): Promise<void> {
    await this.questions.getByLabel(say("ask_question"), { exact: true }).fill(text);
    await this.person.page.keyboard.press("Enter");
    await expect(this.row(text)).toBeVisible();
  }

  async note(text: string, isDecision = false): Promise<void> {
    await this.notes.getByLabel(say("add_note"), { exact: true }).fill(text);
    if (isDecision) await this.notes.getByRole("switch", { name: say("is_decision") }).click();
    await this.notes.getByRole("button", { name: say("add_note"), exact: true }).click();
    await expect(this.row(text)).toBeVisible();
  }

  /** Answers a question that is open. */
  async answer(question: string, answer: string): Promise<void> {
    await this.row(question).getByRole("button", { name: say("question_answer"), exact: true }).click();
    await this.questions.getByRole("textbox", { name: say("question_answer"), exact: true }).fill(answer);
    await this.questions.getByRole("button", { name: say("save"), exact: true }).click();
    await expect(this.row(question)).toContainText(answer);
  }

  /** Chooses the room's definition of ready, and goes back to the story. */
  async define(template: "light" | "usual" | "strict"): Promise<Locator> {
    await this.ready.getByRole("button", { name: say("ready_define") }).click();
    const dialog = this.person.page.getByRole("dialog");
    await dialog.getByRole("button", { name: say(`ready_template_${template}`), exact: true }).click();
    await expect(dialog.getByRole("listitem").first()).toBeVisible();
    return dialog;
  }
}
