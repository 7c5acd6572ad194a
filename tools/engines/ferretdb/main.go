// Serves MongoDB's protocol on PostgreSQL, for tests on machines without a container engine.
// Arguments: the address to listen on, and PostgreSQL's URL. Ends by a signal.
//
// MongoDB changes a document in one step. FerretDB 1 reads it, decides, and writes it back: of two writers at the same
// time one would be lost. So commands that write pass one at a time, each with its answer. And it keeps a connection to
// PostgreSQL open for each update of a command, until it has none left: drivers are told to send few at once.
package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"log"
	"log/slog"
	"net"
	"net/url"
	"os"
	"sync"

	"github.com/FerretDB/FerretDB/ferretdb"
)

const writesAtOnce = 20

func main() {
	server, err := ferretdb.New(&ferretdb.Config{
		Listener:      ferretdb.ListenerConfig{TCP: "127.0.0.1:0"},
		Logger:        slog.New(slog.NewTextHandler(io.Discard, nil)),
		Handler:       "postgresql",
		PostgreSQLURL: os.Args[2],
	})
	must(err)
	go func() { must(server.Run(context.Background())) }()
	inner, err := url.Parse(server.MongoDBURI())
	must(err)
	listener, err := net.Listen("tcp", os.Args[1])
	must(err)
	var turn sync.Mutex
	for {
		client, err := listener.Accept()
		must(err)
		go serve(client, inner.Host, &turn)
	}
}

// serve passes one connection's commands on until either side ends it.
func serve(client net.Conn, address string, turn *sync.Mutex) {
	defer client.Close()
	server, err := net.Dial("tcp", address)
	if err != nil {
		return
	}
	defer server.Close()
	for {
		command, err := readMessage(client)
		if err != nil {
			return
		}
		answer, err := exchange(server, command, turn)
		if err != nil {
			return
		}
		if _, err := client.Write(answer); err != nil {
			return
		}
	}
}

func exchange(server net.Conn, command []byte, turn *sync.Mutex) ([]byte, error) {
	if writes(command) {
		turn.Lock()
		defer turn.Unlock()
	}
	if _, err := server.Write(command); err != nil {
		return nil, err
	}
	answer, err := readMessage(server)
	limit := []byte("\x10maxWriteBatchSize\x00")
	if at := bytes.Index(answer, limit); at >= 0 {
		binary.LittleEndian.PutUint32(answer[at+len(limit):], writesAtOnce)
	}
	return answer, err
}

// writes tells whether a message is a command that changes documents. Its name is the first key of the body, behind the
// header, the flags, the kind of the section, the length of the body and the type of the value.
func writes(message []byte) bool {
	if len(message) < 26 {
		return false
	}
	name, _, _ := bytes.Cut(message[26:], []byte{0})
	switch string(name) {
	case "insert", "update", "delete", "findAndModify":
		return true
	}
	return false
}

// readMessage reads a message of the wire protocol; it begins with its length, itself included.
func readMessage(from io.Reader) ([]byte, error) {
	length := make([]byte, 4)
	if _, err := io.ReadFull(from, length); err != nil {
		return nil, err
	}
	message := make([]byte, binary.LittleEndian.Uint32(length))
	copy(message, length)
	_, err := io.ReadFull(from, message[4:])
	return message, err
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
