import { Button, SegmentedControl } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { ProblemNote } from '../components/problem-note.js';
import { Section } from '../components/section.js';
import { useSite } from '../shell/site-context.js';
import { checkFile } from './check-file.js';
import classes from './imports.module.css';

/** Picks a file and has it checked; nothing is imported yet. */
export function UploadForm() {
  const { siteId, slug } = useSite();
  const navigate = useNavigate();
  const [file, setFile] = useState<File>();
  const [invitations, setInvitations] = useState<'send' | 'hold'>('send');
  const check = useMutation({
    mutationFn: (chosen: File) => checkFile(siteId, chosen, invitations),
    onSuccess: (id) => void navigate(`/sites/${slug}/imports/${id}`),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file) check.mutate(file);
  };
  return (
    <Section title="New import">
      <p>CSV with a header, as trackers export it. First it is checked; nothing changes until you say so.</p>
      <form className={classes.form} onSubmit={submit}>
        <div className={classes.file}>
          <label htmlFor="import-file">File</label>
          <input
            id="import-file"
            type="file"
            accept=".csv,text/csv"
            onChange={(event) => setFile(event.currentTarget.files?.[0])}
          />
        </div>
        <SegmentedControl
          aria-label="Invitations"
          value={invitations}
          onChange={(value) => setInvitations(value)}
          data={[
            { value: 'send', label: 'Send invitations' },
            { value: 'hold', label: 'Hold invitations' },
          ]}
        />
        <Button type="submit" disabled={!file} loading={check.isPending}>
          Check file
        </Button>
      </form>
      <ProblemNote error={check.error} />
    </Section>
  );
}
