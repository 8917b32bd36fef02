import type { Plugin } from 'vite';
import { defineConfig } from 'wxt';

/** Hosts of Pika: the site, its API, its login and its media hosts, one of which has an opaque label. */
const PIKA_HOSTS = ['https://pika.art/*', 'https://*.pika.art/*'];

/**
 * wxt's own content-script code asks for the browser, and its polyfill module answers everywhere. Scripts on pika.art do
 * without the polyfill, which would cost the page 3 ms at every load: there wxt gets the browser's own object.
 */
function nativeOnPages(): Plugin {
  return {
    name: 'native-on-pages',
    enforce: 'pre',
    resolveId(source, importer) {
      if (source !== '@wxt-dev/webextension-polyfill/browser' || !importer?.includes('/wxt/dist/')) return null;
      return this.resolve('@wxt-dev/browser', importer);
    },
  };
}

export default defineConfig({
  manifestVersion: 3,
  modules: ['@wxt-dev/webextension-polyfill'],
  vite: () => ({ plugins: [nativeOnPages()] }),
  imports: false,
  outDir: '.output',
  manifest: ({ browser }) => ({
    name: 'Pika Keeper',
    description:
      'Shows whether Pika works, follows your generations, and puts every finished video on your disk before it can disappear.',
    // One comment for each permission: README.md says the same to users.
    permissions: [
      'alarms', // the 30 s tick that checks Pika and looks after saves
      'downloads', // puts finished videos into Downloads/Pika and sees that they arrived
      'scripting', // puts the badge onto a pika.art page once it is at rest, and all of us into tabs that an install or update finds open
      'storage', // remembers across worker restarts, for this session only, who was told what
      'unlimitedStorage', // the ledger of saved clips must not be evicted when the disk runs low
    ],
    host_permissions: PIKA_HOSTS,
    // No other extension may talk to us.
    ...(browser === 'firefox' ? {} : { externally_connectable: { ids: [] } }),
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'pika-keeper@pika-keeper.app',
              strict_min_version: '140.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : { minimum_chrome_version: '120' }),
    content_security_policy: {
      extension_pages: "script-src 'self'; object-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    },
    action: { default_title: 'Pika Keeper' },
  }),
});
