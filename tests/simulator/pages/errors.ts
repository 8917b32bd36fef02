const TITLES: Record<number, string> = {
  401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 410: 'Gone', 429: 'Too Many Requests', 451: 'Unavailable For Legal Reasons',
  500: 'Internal Server Error', 502: 'Bad gateway', 503: 'Service Temporarily Unavailable', 504: 'Gateway time-out', 520: 'Web server is returning an unknown error',
};

/** A bare error page as edge servers send it. */
export function errorPage(status: number): string {
  const title = `${status} ${TITLES[status] ?? 'Error'}`;
  return `<!DOCTYPE html>\n<html><head><title>${title}</title></head>\n<body>\n<center><h1>${title}</h1></center>\n<hr><center>cloudflare</center>\n</body></html>\n`;
}

/** Cloudflare's interstitial. */
export function challengePage(host: string): string {
  return `<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title><meta name="robots" content="noindex,nofollow">
<meta http-equiv="refresh" content="390"></head><body><div class="main-wrapper" role="main"><div class="main-content">
<h1 class="zone-name-title">${host}</h1><noscript><div class="h2">Enable JavaScript and cookies to continue</div></noscript>
<p>Verifying you are human. This may take a few seconds.</p></div></div>
<script>window._cf_chl_opt={cvId:'3',cZone:'${host}',cType:'managed'};</script></body></html>`;
}

/** The page that a hotel's or airport's network puts in front of everything. */
export function portalPage(): string {
  return `<!DOCTYPE html><html lang="en"><head><title>Guest Wi-Fi</title></head><body style="font-family:sans-serif;text-align:center;padding:10vh 1rem">
<h1>Welcome to our guest network</h1><form method="post" action="/accept"><label>Room number <input name="room"></label>
<button>Connect to the internet</button></form></body></html>`;
}

export function maintenancePage(): string {
  return `<!DOCTYPE html><html lang="en"><head><title>Pika | We'll be right back</title></head><body style="font-family:sans-serif;text-align:center;padding:20vh 1rem">
<h1>We'll be right back</h1><p>Pika is down for scheduled maintenance. Thanks for your patience.</p></body></html>`;
}
