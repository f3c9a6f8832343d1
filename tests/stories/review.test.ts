import { reviewStory } from './reviewStory.ts'

reviewStory('recommended@1')
