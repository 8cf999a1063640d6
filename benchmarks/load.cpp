// Load from one or many keep-alive connections: load PORT TOKEN REQUESTS_FILE CONNECTIONS SECONDS
// [once] Each connection walks the lines of the file round and round (with `once`: all lines a
// single time). Prints one line: `requests_per_second median_us p99_us requests failures`.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "client.h"

namespace {

using Clock = std::chrono::steady_clock;

struct Work {
  std::uint16_t port;
  const std::vector<std::string>& requests;
  std::size_t start, connections;
  Clock::time_point end;
  bool once;
};

void run(const Work& work, std::vector<double>& latencies, std::atomic<long>& failures) {
  using planstead::bench::Waiting;
  planstead::bench::Client client(work.port,
                                  work.connections == 1 ? Waiting::awake : Waiting::asleep);
  for (std::size_t i = work.start; work.once ? i < work.requests.size() : Clock::now() < work.end;
       i += work.connections) {
    const auto begin = Clock::now();
    const auto answer = client.send(work.requests[i % work.requests.size()]);
    latencies.push_back(std::chrono::duration<double, std::micro>(Clock::now() - begin).count());
    if (answer.status >= 300) ++failures;
  }
}

std::vector<std::string> read_requests(const char* file, std::string_view token) {
  std::vector<std::string> requests;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);)
    requests.push_back(planstead::bench::request_bytes(line, token));
  return requests;
}

double part(std::vector<double>& sorted, double share) {
  return sorted.empty()
             ? 0
             : sorted[static_cast<std::size_t>(static_cast<double>(sorted.size() - 1) * share)];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 6) {
    std::fprintf(stderr, "usage: load PORT TOKEN REQUESTS_FILE CONNECTIONS SECONDS [once]\n");
    return 2;
  }
  const auto requests = read_requests(argv[3], argv[2]);
  const auto connections = static_cast<std::size_t>(std::atoi(argv[4]));
  const std::chrono::duration<double> seconds(std::atof(argv[5]));
  const auto begin = Clock::now();
  const auto end = begin + std::chrono::duration_cast<Clock::duration>(seconds);
  std::vector<std::vector<double>> latencies(connections);
  std::atomic<long> failures = 0;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < connections; ++i)
    threads.emplace_back([&, i] {
      run({static_cast<std::uint16_t>(std::atoi(argv[1])), requests, i, connections, end, argc > 6},
          latencies[i], failures);
    });
  for (std::thread& thread : threads) thread.join();
  const double took = std::chrono::duration<double>(Clock::now() - begin).count();
  std::vector<double> all;
  for (const auto& some : latencies) all.insert(all.end(), some.begin(), some.end());
  std::sort(all.begin(), all.end());
  std::printf("%.0f %.1f %.1f %zu %ld\n", static_cast<double>(all.size()) / took, part(all, 0.5),
              part(all, 0.99), all.size(), failures.load());
}
