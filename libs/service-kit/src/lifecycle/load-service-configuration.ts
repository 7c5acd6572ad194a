import type { Type } from '@nestjs/common';
import { type Configuration, loadConfiguration } from '../configuration/configuration.js';
import { ConfigurationError } from '../configuration/configuration-error.js';
import type { Environment } from '../configuration/read-settings.js';
import { declarationOf } from '../service.decorator.js';

/**
 * What one service is set to, checked before anything is opened.
 * @throws ConfigurationError as `loadConfiguration`; and for a service that sends mails, which would lie unread on the disk
 * of one process where the production engines are chosen and no mail server is.
 */
export function loadServiceConfiguration(module: Type, environment: Environment): Configuration {
  const { settings = {}, sendsMail = false } = declarationOf(module);
  const configuration = loadConfiguration(environment, settings);
  if (sendsMail && configuration.production && configuration.smtpUrl === undefined) {
    throw new ConfigurationError(
      'ROLLCALL_SMTP_URL is missing: with the production engines mails go out by a mail server only, so name one, directly or by ROLLCALL_SMTP_URL_FILE.',
    );
  }
  return configuration;
}
