/** The studio's shape, settled beforehand; the generator refuses to write one that differs (`check-targets.ts`). */
export const targets = {
  team: { name: 'Halcyon Pictures', seats: 200 },
  records: { montreal: 168, mumbai: 72 },
  humans: 212,
  onBothSites: 28,
  activeOnBothSites: 20,
  /** Active records once the script's first six operations are done. */
  active: { montreal: 146, mumbai: 58 },
  createdDisabled: 30,
  /** Imported active and disabled by the script, all on montreal. */
  disabledByScript: 6,
  seats: { afterImport: 190, afterDisabling: 184, afterPortal: 187, available: 13, unusedLicences: 3 },
  roles: {
    montreal: {
      Admin: 3,
      Manager: 11,
      Artist: 118,
      'Artist (Cut Publisher)': 6,
      Vendor: 14,
      Supervisor: 12,
      HR: 2,
      Client: 2,
    },
    mumbai: { Administrator: 1, 'Project Manager': 5, User: 40, 'Restricted user': 26 },
  },
  twoAssignments: 6,
  withoutProject: { montreal: 15, mumbai: 8 },
  onSixProjects: 4,
  acceptances: { montreal: 36, mumbai: 8 },
  countries: 25,
  drift: {
    'seat-missing': 3,
    'seat-held-while-disabled': 3,
    'account-closed': 1,
    'twin-by-site-edit': 1,
    'twin-by-late-enable': 1,
  },
  brokenPeople: { findings: 14, good: 6 },
} as const;
