import { shell } from './shell.ts';

/** Pika's login page: what a lost session ends on. */
export function loginPage(): string {
  const body = `<main class="login"><a class="logo" href="/">pika</a>
<form method="post" action="/login" class="panel"><h1>Welcome back</h1><p class="quiet">Sign in to see your library.</p>
<label>Email <input name="email" type="email" autocomplete="email"></label>
<label>Password <input name="password" type="password" autocomplete="current-password"></label>
<button class="primary">Sign in with an email</button><p class="quiet">New here? <a href="/signup">Create an account</a></p></form></main>`;
  return shell({ title: 'Log in | Pika', body, head: '' });
}
