import { Route, Routes } from 'react-router';
import { DiagnosticRunPage } from './diagnostics/diagnostic-run-page.js';
import { DiagnosticsPage } from './diagnostics/diagnostics-page.js';
import { ImportPage } from './imports/import-page.js';
import { ImportsPage } from './imports/imports-page.js';
import { MailPage } from './mailbox/mail-page.js';
import { MailboxPage } from './mailbox/mailbox-page.js';
import { PeoplePage } from './people/people-page.js';
import { PersonPage } from './person/person-page.js';
import { AcceptPage } from './portal/accept-page.js';
import { ConfirmEmailPage } from './portal/confirm-email-page.js';
import { ConfirmSignUpPage } from './portal/confirm-sign-up-page.js';
import { ForgotPasswordPage } from './portal/forgot-password-page.js';
import { ProfilePage } from './portal/profile-page.js';
import { ResetPasswordPage } from './portal/reset-password-page.js';
import { SignUpPage } from './portal/sign-up-page.js';
import { ProjectPeoplePage } from './projects/project-people-page.js';
import { ProjectsPage } from './projects/projects-page.js';
import { TeamSeatsPage } from './seats/team-seats-page.js';
import { ChoosePasswordPage } from './session/choose-password-page.js';
import { SignInPage } from './session/sign-in-page.js';
import { HomePage } from './shell/home-page.js';
import { NotFoundPage } from './shell/not-found-page.js';
import { SignedInFrame } from './shell/signed-in-frame.js';
import { SiteFrame } from './shell/site-frame.js';
import { SiteHomePage } from './shell/site-home-page.js';

/** Every page by its address. */
export function App() {
  return (
    <Routes>
      <Route path="/sign-in" element={<SignInPage />} />
      <Route path="/sign-up" element={<SignUpPage />} />
      <Route path="/accept" element={<AcceptPage />} />
      <Route path="/user/forgot_password" element={<ForgotPasswordPage />} />
      <Route path="/reset-password" element={<ResetPasswordPage />} />
      <Route path="/confirm-sign-up" element={<ConfirmSignUpPage />} />
      <Route path="/confirm-email" element={<ConfirmEmailPage />} />
      <Route path="/mailbox" element={<MailboxPage />} />
      <Route path="/mailbox/:message" element={<MailPage />} />
      <Route path="/choose-password" element={<ChoosePasswordPage />} />
      <Route element={<SignedInFrame />}>
        <Route index element={<HomePage />} />
        <Route path="/profile" element={<ProfilePage />} />
        <Route path="/teams/:team" element={<TeamSeatsPage />} />
        <Route path="/sites/:site" element={<SiteFrame />}>
          <Route index element={<SiteHomePage />} />
          <Route path="people" element={<PeoplePage />} />
          <Route path="people/:person" element={<PersonPage />} />
          <Route path="projects" element={<ProjectsPage />} />
          <Route path="projects/:project/people" element={<ProjectPeoplePage />} />
          <Route path="imports" element={<ImportsPage />} />
          <Route path="imports/:import" element={<ImportPage />} />
          <Route path="diagnostics" element={<DiagnosticsPage />} />
          <Route path="diagnostics/:run" element={<DiagnosticRunPage />} />
          <Route path="*" element={<NotFoundPage />} />
        </Route>
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}
