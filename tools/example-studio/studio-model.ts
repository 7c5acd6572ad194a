import { compare, type Drift, type Occurrence, type TwinView, type Views } from '@rollcall/drift';
import type { Operation } from './portal.js';
import type { PersonRecord } from './records.js';
import type { SiteSlug } from './sites.js';

type Account = {
  readonly uses: Set<Person>;
  direct: boolean;
  seatMark?: Occurrence;
  email: Occurrence;
  closed?: Occurrence;
};
type Link = { account: Account; status: 'Pending' | 'Created'; twin?: TwinView };
type Person = {
  readonly site: SiteSlug;
  readonly login: string;
  email: string;
  status: 'active' | 'disabled';
  because: Occurrence;
  link?: Link;
};

/** Account Status of one person (IDN-07). */
export type AccountStatus = 'Created' | 'Pending' | 'empty';

/**
 * The studio in memory: what import, acceptances and operations make of people, accounts and seats when all goes well.
 * Only as exact as the expected counts need; drift is found by the product's own rule.
 */
export class StudioModel {
  readonly people: Person[] = [];
  private readonly accounts = new Map<string, Account>();
  private clock = 0;

  constructor(private readonly admin: string) {}

  import(record: PersonRecord): void {
    const { site, email, human, status } = record;
    const because = this.happened(status === 'active' ? 'PersonActivated' : 'PersonCreated', this.admin);
    const person: Person = { site, login: human.login, email, status, because };
    this.people.push(person);
    if (status === 'active') this.activate(person);
  }

  /** The invitation is accepted, and the account signs in to that site. */
  accept(site: SiteSlug, login: string): void {
    const { link } = this.person(site, login);
    if (!link) throw new Error(`${login} was never invited`);
    link.status = 'Created';
  }

  apply(operation: Operation): void {
    switch (operation.op) {
      case 'disable':
        return this.disable(this.person(operation.site, operation.login));
      case 'enable':
        return this.enable(this.person(operation.site, operation.login));
      case 'edit-email':
        return this.editEmail(this.person(operation.site, operation.login), operation.email);
      case 'assign-seat':
        return this.assignSeat(operation.email);
      case 'unassign-seat':
        return this.endSeat(this.account(operation.email), this.admin);
      case 'sign-up':
        this.create(operation.email, operation.email);
        return;
      case 'close-account':
        return this.closeAccount(operation.account);
      case 'change-email':
        return this.changeEmail(operation.account, operation.email);
    }
  }

  /** Does what the diagnostics suggest for every person of a site. */
  resolve(site: SiteSlug): void {
    for (const { person, drift } of this.drift(site)) {
      if (drift.suggestion === 'active') this.enable(person);
      else this.disable(person);
    }
  }

  get seatsUsed(): number {
    return [...this.accounts.values()].filter((account) => account.direct || account.uses.size > 0).length;
  }

  /** Seats held by accounts that no person of any site has. */
  get unusedLicences(): number {
    const emails = new Set(this.people.map(({ email }) => email));
    const linked = new Set(this.people.map(({ link }) => link?.account));
    return [...this.accounts].filter(([email, account]) => account.direct && !emails.has(email) && !linked.has(account))
      .length;
  }

  accountStatus(site: SiteSlug): Record<AccountStatus, number> {
    const counts: Record<AccountStatus, number> = { Created: 0, Pending: 0, empty: 0 };
    for (const person of this.people) if (person.site === site) counts[person.link?.status ?? 'empty'] += 1;
    return counts;
  }

  active(site: SiteSlug): number {
    return this.people.filter((person) => person.site === site && person.status === 'active').length;
  }

  drift(site: SiteSlug): readonly { person: Person; drift: Drift }[] {
    return this.people.flatMap((person) => {
      const drift = person.site === site ? compare(this.views(person)) : undefined;
      return drift ? [{ person, drift }] : [];
    });
  }

  private views(person: Person): Views {
    const { link } = person;
    const account = link?.account ?? this.accounts.get(person.email);
    const held = account !== undefined && (account.direct || account.uses.size > 0);
    const mark = account?.seatMark;
    return {
      person: { status: person.status, attemptOpen: false, because: person.because },
      account: !link
        ? { state: 'none' }
        : link.account.closed
          ? { state: 'closed', because: link.account.closed }
          : { state: 'linked', link: link.status, ...(link.twin ? { twin: link.twin } : {}) },
      seat:
        held && mark
          ? { state: 'held', inUse: account.uses.size > 0, because: mark }
          : { state: 'none', ...(mark ? { because: mark } : {}) },
    };
  }

  private activate(person: Person): void {
    const known = this.accounts.get(person.email);
    const account = known ?? this.create(person.email, this.admin);
    if (person.link && person.link.account !== account) person.link.account.uses.delete(person);
    if (person.link?.account !== account) person.link = { account, status: 'Pending' };
    if (account.uses.size === 0 && !account.direct) account.seatMark = this.happened('SeatClaimed', this.admin);
    account.uses.add(person);
  }

  private enable(person: Person): void {
    const before = person.link?.account;
    person.status = 'active';
    person.because = this.happened('PersonActivated', this.admin);
    this.activate(person);
    this.noteTwin(person, before, 'late-enable', before?.email);
  }

  private editEmail(person: Person, email: string): void {
    const before = person.link?.account;
    person.email = email;
    const edited = this.happened('PersonEmailChanged', this.admin);
    this.activate(person);
    this.noteTwin(person, before, 'site-edit', edited);
  }

  private noteTwin(person: Person, before: Account | undefined, madeBy: TwinView['madeBy'], cause?: Occurrence): void {
    const { link } = person;
    if (link && before && cause && before !== link.account) link.twin = { madeBy, cause, created: link.account.email };
  }

  private disable(person: Person): void {
    person.status = 'disabled';
    person.because = this.happened('PersonDisabled', this.admin);
    const account = person.link?.account;
    if (!account?.uses.delete(person) || account.direct || account.uses.size > 0) return;
    account.seatMark = this.happened('SeatReleased', this.admin);
  }

  private assignSeat(email: string): void {
    const account = this.account(email);
    account.direct = true;
    account.seatMark = this.happened('SeatAssigned', this.admin);
  }

  private endSeat(account: Account, by: string): void {
    account.direct = false;
    account.uses.clear();
    account.seatMark = this.happened('SeatReleased', by);
  }

  private closeAccount(email: string): void {
    const owner = this.loginOf(email);
    const account = this.account(email);
    account.closed = this.happened('AccountClosed', owner);
    this.endSeat(account, owner);
  }

  private changeEmail(from: string, to: string): void {
    const account = this.account(from);
    account.email = this.happened('AccountEmailChanged', this.loginOf(from));
    this.accounts.delete(from);
    this.accounts.set(to, account);
  }

  private create(email: string, by: string): Account {
    if (this.accounts.has(email)) throw new Error(`${email} has an account`);
    const account: Account = { uses: new Set(), direct: false, email: this.happened('AccountCreated', by) };
    this.accounts.set(email, account);
    return account;
  }

  private account(email: string): Account {
    const account = this.accounts.get(email);
    if (!account) throw new Error(`account-required: ${email}`);
    return account;
  }

  private person(site: SiteSlug, login: string): Person {
    const person = this.people.find((each) => each.site === site && each.login === login);
    if (!person) throw new Error(`nobody on ${site} is ${login}`);
    return person;
  }

  private loginOf(email: string): string {
    return this.people.find((person) => person.email === email)?.login ?? email;
  }

  /** Occurrences are named for the event and the order in which they come. */
  private happened(type: string, by: string): Occurrence {
    this.clock += 1;
    return { eventId: `${type}/${this.clock}`, at: new Date(this.clock), by: { kind: 'user', id: by } };
  }
}
