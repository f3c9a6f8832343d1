import { reviewStory } from './reviewStory.ts'

reviewStory('strict@1')
