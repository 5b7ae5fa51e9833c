// One visit to a room over a slow line, and when what was there. Times are milliseconds since the visit
// began, by the page's own clock.

import type { BrowserContext, CDPSession, Page } from "@playwright/test";

/** A line and a processor. */
export interface Device {
  name: string;
  /** How long a request waits for the first byte of its answer, in milliseconds. */
  roundTrip: number;
  /** Bytes a second, in each direction. */
  speed: number;
  /** How many times slower than this machine it computes. */
  slowness: number;
}

/** An office, and a phone on the road. */
export const devices: Device[] = [
  { name: "10 Mbit/s with 40 ms", roundTrip: 40, speed: 10e6 / 8, slowness: 1 },
  { name: "1.6 Mbit/s with 150 ms, a processor four times slower", roundTrip: 150, speed: 1.6e6 / 8, slowness: 4 },
];

/** How long something may take until the visit counts as failed. */
const patience = { timeout: 60_000 };

declare global {
  interface Window {
    /** When elements were first seen, by selector. */
    seenAt: Record<string, number>;
    /** How long each frame took. */
    frames: number[];
  }
}

/** Notes with each frame what is to be seen. */
function watch(selectors: string[]): void {
  window.seenAt = {};
  window.frames = [];
  let before = performance.now();
  const look = (now: number) => {
    window.frames.push(now - before);
    before = now;
    for (const selector of selectors) {
      if (!(selector in window.seenAt) && document.querySelector(selector)?.checkVisibility()) {
        window.seenAt[selector] = performance.now();
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** A visit. */
export class Visit {
  #bytes = 0;

  private constructor(
    private readonly page: Page,
    private readonly room: string,
  ) {}

  /** Opens the room at this address in a browser that has not been there. */
  static async open(context: BrowserContext, device: Device, room: string): Promise<Visit> {
    const page = await context.newPage();
    const visit = new Visit(page, room);
    const browser = await context.newCDPSession(page);
    await visit.#count(browser);
    const { roundTrip: latency, speed } = device;
    const line = { offline: false, latency, downloadThroughput: speed, uploadThroughput: speed };
    await browser.send("Network.emulateNetworkConditions", line);
    await browser.send("Emulation.setCPUThrottlingRate", { rate: device.slowness });
    await page.addInitScript(watch, ["#join-name", ".table"]);
    await page.goto(room, { waitUntil: "commit" });
    return visit;
  }

  /** All bytes that were received so far: heads and bodies of answers, and frames of websockets. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Opens the room once more in the same browser. */
  async again(): Promise<void> {
    await this.page.goto("about:blank");
    await this.page.goto(this.room, { waitUntil: "commit" });
  }

  /** When the element was there to be seen. */
  async untilSeen(selector: string): Promise<number> {
    const seen = await this.page.waitForFunction((selector) => window.seenAt[selector], selector, patience);
    return (await seen.jsonValue())!;
  }

  /** Waits until there is no such element. */
  async untilGone(selector: string): Promise<void> {
    await this.page.waitForFunction((selector) => !document.querySelector(selector), selector, patience);
  }

  /** Joins with this name, and gives the time when that was sent. */
  async join(name: string): Promise<number> {
    await this.page.keyboard.insertText(name);
    const now = await this.page.evaluate(() => performance.now());
    await this.page.keyboard.press("Enter");
    return now;
  }

  /** The nodes of the page: elements and texts. */
  nodes(): Promise<number> {
    return this.page.evaluate(() => {
      const walker = document.createTreeWalker(document);
      let nodes = 1;
      while (walker.nextNode()) nodes++;
      return nodes;
    });
  }

  /** Scrolls a list up and down with the wheel; gives the longest frame meanwhile. */
  async scroll(selector: string): Promise<number> {
    await this.page.locator(selector).hover();
    await this.page.evaluate(() => void (window.frames = []));
    for (const step of [...Array<number>(40).fill(600), ...Array<number>(40).fill(-600)]) {
      await this.page.mouse.wheel(0, step);
      await this.page.evaluate(() => new Promise(requestAnimationFrame));
    }
    return this.page.evaluate(() => Math.max(...window.frames));
  }

  async #count(browser: CDPSession): Promise<void> {
    await browser.send("Network.enable");
    browser.on("Network.loadingFinished", ({ encodedDataLength }) => (this.#bytes += encodedDataLength));
    browser.on("Network.webSocketFrameReceived", ({ response: { opcode, payloadData } }) => {
      this.#bytes += Buffer.byteLength(payloadData, opcode === 2 ? "base64" : "utf8");
    });
  }
}
