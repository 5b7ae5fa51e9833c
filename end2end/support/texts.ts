// The page's own words, so that tests look for what people read and no wording stands twice.

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

type Table = Record<string, string | Record<string, string>>;

const folder = resolve(import.meta.dirname, "../../app/texts");

function table(language: string): Table {
  const parts = [`${language}.json`, `files/${language}.json`].map((name) => readFileSync(join(folder, name), "utf8"));
  return Object.assign({}, ...parts.map((part) => JSON.parse(part) as Table));
}

const tables: Record<string, Table> = { en: table("en"), de: table("de") };

/** What the page says under a key, with values for the names in braces; `n` picks the plural. */
export function say(key: string, values: Record<string, string | number> = {}, language = "en"): string {
  const entry = tables[language]?.[key];
  if (entry === undefined) throw new Error(`no text ${key} in ${language}`);
  const plural = new Intl.PluralRules(language).select(Number(values.n));
  const text = typeof entry === "string" ? entry : (entry[plural] ?? entry.other ?? "");
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
}

/** Matches what the page says under a key, whatever stands in the place of names in braces. */
export function saying(key: string, language = "en"): RegExp {
  const entry = tables[language]?.[key];
  if (entry === undefined) throw new Error(`no text ${key} in ${language}`);
  const forms = typeof entry === "string" ? [entry] : Object.values(entry);
  const escaped = forms.map((form) => form.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, ".*"));
  return new RegExp(`^(${escaped.join("|")})$`);
}
