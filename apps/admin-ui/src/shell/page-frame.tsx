import { useContext, type ReactNode } from 'react';
import { Link, NavLink } from 'react-router';
import classes from './frame.module.css';
import { NewPersonButton } from '../people/new-person-button.js';
import { SiteContext, type SiteOfPage } from './site-context.js';
import { SiteSwitcher } from './site-switcher.js';
import { UserMenu } from './user-menu.js';

/** The bar at the top of every page, with what the caller may reach, and the page below it. */
export function PageFrame({ children }: { children: ReactNode }) {
  const site = useContext(SiteContext);
  return (
    <>
      <a className={classes.skip} href="#page">
        Skip to the page
      </a>
      <header className={classes.bar}>
        <Link to="/" className={classes.brand} aria-label="Rollcall">
          <img src="/icon.svg" alt="" width={24} height={24} />
          <span>Rollcall</span>
        </Link>
        <SiteSwitcher />
        <nav aria-label="Pages" className={classes.nav}>
          {site &&
            linksOf(site).map(({ to, label }) => (
              <NavLink key={to} to={`/sites/${site.slug}/${to}`} className={classes.link}>
                {label}
              </NavLink>
            ))}
        </nav>
        <span className={classes.space} />
        {site?.may.createPerson && <NewPersonButton />}
        <UserMenu />
      </header>
      <main id="page" className={classes.page} tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

function linksOf({ may }: SiteOfPage): readonly { to: string; label: string }[] {
  return [
    ...(may.seePeople ? [{ to: 'people', label: 'People' }] : []),
    { to: 'projects', label: 'Projects' },
    ...(may.createPerson ? [{ to: 'imports', label: 'Import' }] : []),
    ...(may.accessAdmin ? [{ to: 'diagnostics', label: 'Diagnostics' }] : []),
  ];
}
