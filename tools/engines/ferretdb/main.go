// Serves MongoDB's protocol on PostgreSQL, for tests on machines without a container engine.
// Arguments: the address to listen on, and PostgreSQL's URL. Prints its own URL once it listens; ends by a signal.
package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	server, err := ferretdb.New(&ferretdb.Config{
		Listener:      ferretdb.ListenerConfig{TCP: os.Args[1]},
		Logger:        slog.New(slog.NewTextHandler(io.Discard, nil)),
		Handler:       "postgresql",
		PostgreSQLURL: os.Args[2],
	})
	if err != nil {
		panic(err)
	}
	running, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	go func() { fmt.Println(server.MongoDBURI()) }()
	if err := server.Run(running); err != nil {
		panic(err)
	}
}
