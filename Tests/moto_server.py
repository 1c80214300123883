"""moto's server, with one promise of AWS kept that moto itself breaks: what DynamoDB does to an item is atomic.

    python3 Tests/moto_server.py [--port PORT] [--until-stdin-closes]

moto looks at a condition and then writes, and another of its threads may come between the two: two clients may both win what
one of them should. So calls of DynamoDB run here one after the other. The port is printed once the server answers.
"""

import argparse
import os
import socket
import sys
import threading
import time

from moto.dynamodb.responses import DynamoHandler
from moto.server import main


def make_atomic():
    one_at_a_time, act = threading.Lock(), DynamoHandler.call_action

    def call_action(handler):
        with one_at_a_time:
            return act(handler)

    DynamoHandler.call_action = call_action


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def announce(port):
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    os.write(1, f"{port}\n".encode())


def end_with_stdin():
    sys.stdin.read()
    os._exit(0)


def run():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, help="default: a free one")
    parser.add_argument("--until-stdin-closes", action="store_true", help="end when standard input does")
    options = parser.parse_args()
    port = options.port or free_port()
    # moto names itself by it in addresses that it gives out.
    os.environ["MOTO_PORT"] = str(port)
    make_atomic()
    threading.Thread(target=announce, args=(port,), daemon=True).start()
    if options.until_stdin_closes:
        threading.Thread(target=end_with_stdin, daemon=True).start()
    main(["-H", "127.0.0.1", "-p", str(port)])


if __name__ == "__main__":
    run()
