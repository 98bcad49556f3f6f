"""A protocol client that sends what it reads and prints what it gets: one message a line, as protobuf writes it in JSON.

Pings it answers itself. Usage: client.py TARGET [TOKEN]; an empty line, or the end of the input, ends the session.
"""
import queue
import sys
import threading

import grpc
from google.protobuf import json_format

import group_manager_pb2 as mgm
import group_manager_pb2_grpc as rpc

outgoing = queue.Queue()


def read():
    for line in sys.stdin:
        if not line.strip():
            break
        outgoing.put(json_format.Parse(line, mgm.ClientMessage()))
    outgoing.put(None)


token = [("authorization", "Bearer " + sys.argv[2])] if len(sys.argv) > 2 else None
session = rpc.GroupManagerStub(grpc.insecure_channel(sys.argv[1])).Session(iter(outgoing.get, None), metadata=token)
threading.Thread(target=read, daemon=True).start()
try:
    for message in session:
        if message.HasField("ping"):
            outgoing.put(mgm.ClientMessage(pong=mgm.Pong()))
        else:
            print(json_format.MessageToJson(message, indent=None), flush=True)
    print("ended", flush=True)
except grpc.RpcError as failure:
    print("failed", failure.code().name, failure.details(), flush=True)
