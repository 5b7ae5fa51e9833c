// Types of <ready-room> and of what passes between a page and a room in a frame. Put this file among the
// sources of a project; it has no code.

/** The element `<ready-room>`. What it is told stands in attributes; it has no properties of its own. */
export interface ReadyRoomElement extends HTMLElement {
  /** Turns the cards of the current round. What is refused is told by `ready-room:error`. */
  reveal(): Promise<void>;
  /** Moves the room to the story with this key. */
  select(key: string): Promise<void>;
  /** Adds stories to the backlog; those whose key it has already are left out. */
  addStories(stories: readonly ReadyRoomStory[]): Promise<void>;
}

/** The attributes of the element, and the options in the fragment of a frame's address. */
export interface ReadyRoomAttributes {
  /** The server's address; where the script came from unless given. Not an option of frames. */
  server?: string;
  /** The room's id or its whole link; without one the element offers to make a room. Not an option of frames. */
  room?: string;
  /** The name under which somebody new comes in without being asked. */
  name?: string;
  /** The role of somebody new; `estimator` unless given. */
  role?: ReadyRoomRole;
  /** The language: `en`, `de`, `fr`, `es`, `pt`, `pl`, `ja` or `ar`; the page's, then the browser's, unless given. */
  lang?: string;
  /** Light or dark; as the system is, unless given. */
  theme?: "light" | "dark" | "auto";
  /** What is shown: all, the table and the hand alone, or the agreed estimates; `full` unless given. */
  view?: "full" | "poker" | "result";
  /** A signed token that says who somebody is. */
  token?: string;
  /** The whole address that *Copy link* copies; the room's own unless given. */
  link?: string;
}

/** Whether a person votes. */
export type ReadyRoomRole = "estimator" | "observer";

/** A story on its way into a room. Members that are not listed here are refused. */
export interface ReadyRoomStory {
  /** One line. */
  title: string;
  /** The tracker's key, such as `TL-11`. */
  key?: string;
  /** Address of the story in its tracker, http or https. */
  link?: string;
  /** Markdown. */
  description?: string;
  /** Text of each acceptance criterion, in order. */
  criteria?: readonly string[];
  /** The tracker's labels. */
  labels?: readonly string[];
  /** Name of the epic or feature that the story belongs to. */
  parent?: string;
  /** An estimate that it has already: `5`, `"XL"`. */
  estimate?: string | number;
}

/** The story that something happened to. */
export interface ReadyRoomStoryDetail {
  /** Its key; `null` where it has none, and in a quick round. */
  story: string | null;
  /** Its title; `null` in a quick round. */
  title: string | null;
}

/** What the events tell, by their names without `ready-room:`. */
export interface ReadyRoomDetails {
  /** The code is loaded and runs. */
  ready: Record<string, never>;
  /** Somebody came into the room here. */
  joined: { title: string; name: string | null };
  /** A room was made here. */
  created: { room: string; address: string };
  /** Somebody put a card on the table or changed it. */
  voted: ReadyRoomStoryDetail & { name: string | null };
  /**
   * The cards were turned; `suggestion` is the card that was played most often, if there is one, and `scores` the same
   * for each further dimension, by its name.
   */
  revealed: ReadyRoomStoryDetail & {
    suggestion: string | null;
    scores: Record<string, string | null>;
  };
  /** A story got an estimate; `null` where it was taken away. */
  estimated: ReadyRoomStoryDetail & { estimate: string | null };
  /** Something was saved for the further dimensions of a story, or cleared: all that is saved, by the dimension's name. */
  scored: ReadyRoomStoryDetail & { scores: Record<string, string> };
  /** Something went wrong; `code` is for programs, `message` for people. */
  error: { code: ReadyRoomErrorCode; message: string };
}

/** What went wrong; docs/embedding.md says what each means. */
export type ReadyRoomErrorCode =
  | "load"
  | "token"
  | "room"
  | "origin"
  | "removed"
  | "ended"
  | "refused"
  | "outside"
  | "stories";

/** The events of the element, by their whole names. They bubble and leave shadow roots. */
export type ReadyRoomEventMap = {
  [Name in keyof ReadyRoomDetails as `ready-room:${Name}`]: CustomEvent<ReadyRoomDetails[Name]>;
};

/** What a room in a frame tells the page around it. */
export type ReadyRoomFrameMessage =
  | {
      [Name in keyof ReadyRoomDetails]: {
        type: `ready-room:${Name}`;
        detail: ReadyRoomDetails[Name];
      };
    }[keyof ReadyRoomDetails]
  | { type: "ready-room:height"; detail: { height: number } };

/** What a page may tell a room in a frame. */
export type ReadyRoomHostMessage =
  | ({ type: "ready-room:set" } & Omit<ReadyRoomAttributes, "server" | "room">)
  | { type: "ready-room:add"; stories: readonly ReadyRoomStory[] }
  | { type: "ready-room:select"; story: string }
  | { type: "ready-room:reveal" }
  | { type: "ready-room:hello" };

/** The function `readyRoomFrame` of `/frame.js`. */
export type ReadyRoomFrame = (
  iframe: HTMLIFrameElement,
  happened?: <Name extends keyof ReadyRoomDetails>(
    name: Name,
    detail: ReadyRoomDetails[Name],
  ) => void,
) => (message: ReadyRoomHostMessage) => void;

declare global {
  interface HTMLElementTagNameMap {
    "ready-room": ReadyRoomElement;
  }

  interface GlobalEventHandlersEventMap extends ReadyRoomEventMap {}

  interface WindowEventMap {
    /** The code has failed; no room on this page goes on. */
    "ready-room:crashed": Event;
  }
}

// For JSX in React 19. Projects without React lack what is named here, which is no fault.
// @ts-ignore
declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "ready-room": ReadyRoomAttributes & {
        [Name in keyof ReadyRoomEventMap as `on${Name}`]?: (event: ReadyRoomEventMap[Name]) => void;
        // @ts-ignore
      } & Omit<DetailedHTMLProps<HTMLAttributes<ReadyRoomElement>, ReadyRoomElement>, "role">;
    }
  }
}
