import { expect, test } from '@jest/globals';
import { mailDocument } from './mail-document.js';

test('IDN-40 a mail keeps its looks without an inline style, and its button opens beside the mailbox', () => {
  const { html, styles } = mailDocument(
    '<style>p { margin: 0 }</style><p style="color: red">style= stays in text</p><a style="x" href="/accept#id=1">ACCEPT INVITATION</a>',
  );
  expect(html).toBe(
    '<base target="_blank"><p data-style="color: red">style= stays in text</p><a data-style="x" href="/accept#id=1">ACCEPT INVITATION</a>',
  );
  expect(styles).toBe('p { margin: 0 }');
});
