/** An open stream of live changes. */
export type EventStream = Readonly<{
  status: number;
  /** Resolves when the server has ended it. */
  ended: Promise<void>;
}>;

/** Listens at `/api/v1/events` as whoever these headers belong to. */
export async function eventsOf(url: string, headers: Readonly<Record<string, string>>): Promise<EventStream> {
  const response = await fetch(`${url}/api/v1/events`, { headers });
  const drained = async (): Promise<void> => {
    for await (const chunk of response.body ?? []) void chunk;
  };
  return { status: response.status, ended: drained() };
}
