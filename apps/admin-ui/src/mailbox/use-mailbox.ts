import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client.js';

/** New mails arrive while the page is open, ms. */
const watching = 3_000;

/** The mails on disk, newest first. */
export function useMailbox() {
  return useQuery({
    queryKey: ['mailbox'],
    queryFn: () => read(api.GET('/api/v1/mailbox/messages')),
    refetchInterval: watching,
  });
}

/** One of them, as its reader sees it. */
export function useMail(message: string) {
  return useQuery({
    queryKey: ['mail', message],
    queryFn: () => read(api.GET('/api/v1/mailbox/messages/{message}', { params: { path: { message } } })),
    staleTime: Infinity,
  });
}
