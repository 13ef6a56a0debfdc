"""The spaCy components and layers that a trained model needs at run time."""
