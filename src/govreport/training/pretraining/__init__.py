"""Weights from unlabelled reports: masked characters and words first, then labels that rules guess (silver).

Needs the extra ``pretrain`` (torch, jieba); neither is needed to train or run a pipeline.
"""
