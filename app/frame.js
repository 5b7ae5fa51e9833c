// For a page with a room in a frame: makes the frame as high as it likes to be and passes on what
// happens. Returns a function that sends a message into the frame.
export function readyRoomFrame(iframe, happened = () => {}) {
  addEventListener("message", ({ source, data }) => {
    if (source !== iframe.contentWindow || !data?.type?.startsWith?.("ready-room:")) return;
    const name = data.type.slice("ready-room:".length);
    if (name === "height") iframe.style.height = `${data.detail.height}px`;
    else happened(name, data.detail);
  });
  const origin = iframe.sandbox.length > 0 && !iframe.sandbox.contains("allow-same-origin") ? "*" : new URL(iframe.src).origin;
  // The frame may have been quicker than this page.
  iframe.contentWindow.postMessage({ type: "ready-room:hello" }, "*");
  return (message) => iframe.contentWindow.postMessage(message, origin);
}
