import { canonicalEmail } from '@rollcall/event-sourcing';
import { ConfigurationError, createLogger, type KitConfiguration, loadConfiguration } from '@rollcall/service-kit';
// Types only: loading every service is for those commands that need them.
import type { BootstrapOutcome, BootstrapTerms } from '@rollcall/standalone';
import { BadUsage, type CliCommand } from '../cli-command.js';
import { commandEnvironment } from '../command-environment.js';
import { readArguments } from '../read-arguments.js';

const options = {
  team: { type: 'string' },
  site: { type: 'string' },
  'admin-email': { type: 'string' },
  seats: { type: 'string', default: '10' },
  'data-dir': { type: 'string' },
} as const;

/** `rollcall bootstrap`: sets an empty installation up on either set of engines; doing it again goes on, or changes nothing. */
export const bootstrapCommand: CliCommand = {
  name: 'bootstrap',
  summary: 'Sets an empty installation up: a team, its first site, and an Admin, who is invited by mail.',
  usage:
    'rollcall bootstrap --team <name> --site <slug> --admin-email <address> [--seats <number>] [--data-dir <folder>]\n\n' +
    'Prints no secret: the Admin chooses a password by the link in the mail. Doing it again changes nothing, unless the\n' +
    'mail server refused the mail: then it is sent anew.\n' +
    'With ROLLCALL_ENGINES=production it reads the settings that the services read, ROLLCALL_PUBLIC_URL and\n' +
    'ROLLCALL_SMTP_URL among them. There are 10 seats unless --seats says otherwise.',
  async run(args, output) {
    const { 'data-dir': folder, ...given } = readArguments(args, options);
    const terms = termsOf(given);
    const configuration = loadConfiguration(commandEnvironment(folder), {});
    refuseUnreachable(configuration);
    const outcome = await setUp(terms, {
      ...commandEnvironment(folder),
      // Its own door is open for a moment and for nobody; links in mails name the one that people know.
      ...{ ROLLCALL_PUBLIC_URL: configuration.publicUrl, ROLLCALL_HOST: '127.0.0.1', ROLLCALL_PORT: '0' },
      ROLLCALL_EXAMPLE: 'none',
    });
    output.out(sentenceOf(outcome, terms, configuration));
    return 0;
  },
};

function termsOf(given: Readonly<Partial<Record<'team' | 'site' | 'admin-email' | 'seats', string>>>): BootstrapTerms {
  const { team = '', site: slug = '', 'admin-email': adminEmail = '', seats = '' } = given;
  const name = team.trim();
  if (name === '' || name.length > 200) throw new BadUsage('Name the team with --team, in at most 200 characters.');
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(slug)) {
    throw new BadUsage('Name the site with --site, as it stands in addresses: small letters, digits and -.');
  }
  if (canonicalEmail(adminEmail) === undefined) throw new BadUsage('Name the Admin with --admin-email, an address.');
  if (!/^[1-9]\d{0,5}$/.test(seats)) throw new BadUsage('--seats is a whole number from 1 to 999999.');
  return { site: { team: name, slug, name: slug, seats: Number(seats) }, adminEmail };
}

/** On the embedded engines a mailbox on disk shows the mail; elsewhere nobody would ever see it. */
function refuseUnreachable({ engines, smtpUrl, publicUrl }: KitConfiguration): void {
  if (engines === 'embedded') return;
  if (smtpUrl === undefined) {
    throw new ConfigurationError(
      'ROLLCALL_SMTP_URL is missing: the first Admin gets in by a mail, so name the mail server.',
    );
  }
  if (process.env['ROLLCALL_PUBLIC_URL'] === undefined) {
    throw new ConfigurationError(
      `ROLLCALL_PUBLIC_URL is missing: the link in the Admin's mail would lead to ${publicUrl}, so name the address that people type.`,
    );
  }
}

async function setUp(
  terms: BootstrapTerms,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<BootstrapOutcome> {
  const { bootstrap, startStandalone, StepRefused } = await import('@rollcall/standalone');
  const standalone = await startStandalone({ environment, logger: createLogger('error') });
  try {
    return await bootstrap(standalone, terms);
  } catch (error) {
    if (!(error instanceof StepRefused)) throw error;
    if (error.code !== 'login-taken') throw new ConfigurationError(error.message, { cause: error });
    throw new ConfigurationError(
      'This installation was set up for another Admin: nothing was changed. Whoever is one can invite more.',
      { cause: error },
    );
  } finally {
    await standalone.stop();
  }
}

function sentenceOf(outcome: BootstrapOutcome, { adminEmail }: BootstrapTerms, to: KitConfiguration): string {
  if (outcome === 'set up before') return 'This installation is set up already; nothing was changed.';
  switch (outcome.invitation) {
    case 'failed':
      return `The mail server refused the invitation to ${adminEmail}: mend that and do this again. With another address, begin with an empty installation.`;
    case 'waiting':
      return `The invitation to ${adminEmail} waits: it goes out when the installation runs and its mail server answers.`;
    case 'sent':
      return to.smtpUrl === undefined
        ? `An invitation lies in the mailbox: start the installation and open ${to.publicUrl}/mailbox.`
        : `An invitation was mailed to ${adminEmail}.`;
  }
}
