import { fileURLToPath } from 'node:url';

/** Where the built web app lies: `apps/admin-ui/dist`, seen from this file in `src` and in `dist` alike. */
export const webAppFolder = fileURLToPath(new URL('../../../admin-ui/dist', import.meta.url));

/** Token of the folder the web app is served from. */
export const WEB_APP_FOLDER = Symbol('WEB_APP_FOLDER');
