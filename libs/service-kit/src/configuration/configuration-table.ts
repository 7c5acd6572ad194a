import type { Settings } from './setting.js';

/** Writes settings as rows of a Markdown table: variable, default, meaning. */
export function configurationTable(settings: Settings): string {
  const rows = Object.values(settings).map((setting) => {
    const fallback = setting.default === undefined ? '–' : `\`${setting.default}\``;
    const variable = setting.secret ? `\`${setting.env}\`, \`${setting.env}_FILE\`` : `\`${setting.env}\``;
    const choices = setting.oneOf ? ` One of: ${setting.oneOf.map((value) => `\`${value}\``).join(', ')}.` : '';
    return `| ${variable} | ${fallback} | ${setting.doc}${choices} |`;
  });
  return ['| variable | default | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}
