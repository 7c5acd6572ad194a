import { PersonStory } from './person-story.js';
import type { Play } from './play-disturbed.js';

/** The stories of so many people, from one number on, a part of them at a time. */
export const playPeople =
  (people: number, first = 0): Play =>
  async (stage) => {
    const numbers = Array.from({ length: people }, (_, index) => first + index).values();
    const tell = async (): Promise<void> => {
      for (const number of numbers) {
        stage.begun((number - first) / people);
        await new PersonStory(stage, number).play();
      }
    };
    await Promise.all(Array.from({ length: Math.max(8, people / 10) }, tell));
  };
