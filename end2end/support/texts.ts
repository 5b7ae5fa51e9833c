// The page's own words, so that tests look for what people read and no wording stands twice.

import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Texts by key; some have plural forms. */
export type Table = Record<string, string | Record<string, string>>;

const folder = resolve(import.meta.dirname, "../../app/texts");

function table(language: string): Table {
  const names = ["", "parts/", "files/", "page/"].map((part) => `${part}${language}.json`);
  const parts = names.map((name) => readFileSync(join(folder, name), "utf8"));
  return Object.assign({}, ...parts.map((part) => JSON.parse(part) as Table));
}

/** The codes of all languages. */
export const languages = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.slice(0, -".json".length));

/** The texts of each language. */
export const tables: Record<string, Table> = Object.fromEntries(languages.map((language) => [language, table(language)]));

/**
 * What the page says under a key, with values for the names in braces; `n` picks the plural. Numbers are in the
 * form of the language. Where lines run from right to left, other values are isolated.
 */
export function say(key: string, values: Record<string, string | number> = {}, language = "en"): string {
  const entry = tables[language]?.[key];
  if (entry === undefined) throw new Error(`no text ${key} in ${language}`);
  const plural = new Intl.PluralRules(language).select(Number(values.n));
  const text = typeof entry === "string" ? entry : (entry[plural] ?? entry.other ?? "");
  const isolates = tables[language]?.language_direction === "rtl";
  const shown = (value: string | number | undefined) => {
    if (typeof value === "number") return value.toLocaleString(language);
    return isolates && !/^[\d.,]*$/.test(String(value)) ? `\u2068${value}\u2069` : String(value);
  };
  return text.replace(/\{(\w+)\}/g, (_, name: string) => shown(values[name]));
}

/** Matches what the page says under a key, whatever stands in the place of names in braces. */
export function saying(key: string, language = "en"): RegExp {
  const entry = tables[language]?.[key];
  if (entry === undefined) throw new Error(`no text ${key} in ${language}`);
  const forms = typeof entry === "string" ? [entry] : Object.values(entry);
  const escaped = forms.map((form) => form.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, ".*"));
  return new RegExp(`^(${escaped.join("|")})$`);
}
