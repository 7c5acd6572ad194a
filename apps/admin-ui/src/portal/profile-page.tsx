import { PageHead } from '../components/page-head.js';
import { Section } from '../components/section.js';
import { ChoosePasswordForm } from '../session/choose-password-form.js';
import { useMe } from '../session/use-me.js';
import { PageFrame } from '../shell/page-frame.js';
import { CloseAccount } from './close-account.js';
import { EmailChange } from './email-change.js';
import { MySecondFactor } from './my-second-factor.js';
import { MySessions } from './my-sessions.js';
import classes from './portal.module.css';

/** Account Settings: the profile portal. */
export function ProfilePage() {
  const { data: me } = useMe();
  if (!me) return null;
  return (
    <PageFrame>
      <PageHead title="Account Settings" />
      <div className={classes.settings}>
        <Section title="You">
          <p>
            <bdi>
              {me.firstName} {me.lastName}
            </bdi>
            , {me.email}
          </p>
        </Section>
        <EmailChange email={me.email} />
        <Section title="Password">
          <ChoosePasswordForm me={me} onDone={() => undefined} />
        </Section>
        <MySecondFactor />
        <MySessions />
        <CloseAccount />
      </div>
    </PageFrame>
  );
}
