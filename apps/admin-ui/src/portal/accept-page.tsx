import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'react-router';
import { api, read } from '../api/client.js';
import { CardPage } from '../components/card-page.js';
import { useTitle } from '../components/use-title.js';
import { AcceptForm } from './accept-form.js';
import { cutLink } from './cut-link.js';
import { DeadLink } from './dead-link.js';
import { EnterSite } from './enter-site.js';
import { linkOf } from './link-of-mail.js';

/** Where ACCEPT INVITATION and ENTER SITE lead (IDN-40, IDN-41). */
export function AcceptPage() {
  useTitle('Invitation');
  const link = linkOf(useLocation().hash);
  const invitation = useQuery({
    queryKey: ['invitation', link?.id, link?.token],
    queryFn: () => read(api.POST('/api/v1/invitations/inspect', { body: link ?? { id: '', token: '' } })),
    enabled: link !== undefined,
    staleTime: Infinity,
  });
  if (!link || invitation.error) return <DeadLink error={invitation.error ?? cutLink} title="Invitation" />;
  if (!invitation.data)
    return (
      <CardPage title="Invitation">
        <Skeleton height={180} />
      </CardPage>
    );
  const { variant, siteName = 'Rollcall' } = invitation.data;
  return (
    <CardPage title={`Welcome to ${siteName}`}>
      {variant === 'accept-invitation' ? (
        <AcceptForm link={link} invitation={invitation.data} />
      ) : (
        <EnterSite link={link} invitation={invitation.data} />
      )}
    </CardPage>
  );
}
