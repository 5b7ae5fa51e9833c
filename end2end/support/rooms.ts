// Rooms that a program makes over the interface for programs.

import { randomUUID } from "node:crypto";

/** How many stories the largest rooms have, and how many characters each of their descriptions. */
const stories = 2_000;
const descriptionLength = 2_000;

/** Words of which descriptions are made, so that they compress about as well as prose. */
const words = `
  borrower returns shelf calendar deposit reminder overdue notice weekend booking tool drill ladder keeper
  picks sees only free days while another person asks for the same one and after that list shows when somebody
  has paid or not because members of the shed want to know what is left before they come by on their bikes
  every evening until season ends then all entries older than two years move into archive without names
  given when should must cannot never always again first last next new old broken repaired missing found
  error message says plainly which field was wrong how long it may be whether anything was kept
  administrator colleague neighbour workshop garden kitchen insurance damage photo label barcode scanner
  offline sync conflict merge retry limit per week month quarter report export print email phone
`
  .trim()
  .split(/\s+/);

/** An unsigned 32-bit number that follows from the one before (xorshift): the same texts each time. */
function follows(n: number): number {
  n ^= n << 13;
  n ^= n >>> 17;
  n ^= n << 5;
  return n >>> 0;
}

function* descriptions(): Generator<string> {
  let random = 1;
  for (;;) {
    let text = "";
    while (text.length < descriptionLength) text += `${words[(random = follows(random)) % words.length]} `;
    yield text.slice(0, descriptionLength);
  }
}

/** A room without stories; gives its address. */
export async function smallRoom(server: string): Promise<string> {
  return (await createRoom(server)).address;
}

/** A room with as many stories as there can be, each with a long description; gives its address. */
export async function largeRoom(server: string): Promise<string> {
  const { address, api, secret } = await createRoom(server);
  const line = `${api}/events/${randomUUID()}`;
  const stream = await fetch(line);
  const say = (message: object) => fetch(line, { method: "POST", body: JSON.stringify(message) });
  await say({ hello: { protocol: 1, secret } });
  await say({ join: { name: "Founder", role: "observer" } });
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  for (let heard = ""; !heard.includes(`"welcome"`); ) heard += (await reader.read()).value;

  const text = descriptions();
  const drafts = Array.from({ length: stories }, (_, n) => ({
    key: `TL-${n + 1}`,
    title: `Story ${n + 1} of the lending desk`,
    description: text.next().value,
    criteria: [],
    labels: [],
  }));
  const answer = await fetch(`${api}/commands`, {
    method: "POST",
    headers: { Authorization: `Bearer ${secret}` },
    body: JSON.stringify({ id: "all", command: { add_stories: { stories: drafts, known: "add" } } }),
  });
  if (!answer.ok) throw new Error(`the stories were refused: ${answer.status} ${await answer.text()}`);
  await reader.cancel();
  return address;
}

async function createRoom(server: string): Promise<{ address: string; api: string; secret: string }> {
  const secret = randomUUID();
  const answer = await fetch(`${server}/api/rooms`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ title: "Lending desk", secret }),
  });
  const { room } = (await answer.json()) as { room: string };
  return { address: `${server}/room/${room}`, api: `${server}/api/rooms/${room}`, secret };
}
