/** A setting that is missing, malformed or dangerous: the message is one sentence that names the variable and the fix. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}
