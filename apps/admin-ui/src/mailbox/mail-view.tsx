import type { SyntheticEvent } from 'react';
import { mailDocument } from './mail-document.js';
import classes from './mail-view.module.css';

/** Shows a mail in a frame that runs no script; only its links work. */
export function MailView({ subject, html }: { subject: string; html: string }) {
  const mail = mailDocument(html);
  const dress = ({ currentTarget }: SyntheticEvent<HTMLIFrameElement>): void => {
    const { contentDocument: page, contentWindow: view } = currentTarget;
    if (!page || !view) return;
    for (const element of page.querySelectorAll<HTMLElement>('[data-style]'))
      element.style.cssText = element.dataset.style ?? '';
    const sheet = new (view as Window & typeof globalThis).CSSStyleSheet();
    sheet.replaceSync(mail.styles);
    page.adoptedStyleSheets = [sheet];
    page.documentElement.lang = 'en';
    page.title = subject;
  };
  return (
    <iframe
      className={classes.mail}
      title={`Mail: ${subject}`}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      srcDoc={mail.html}
      onLoad={dress}
    />
  );
}
