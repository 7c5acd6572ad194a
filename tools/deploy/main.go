// Reads a compose file as `docker compose` does, up to where it would start something: schema, merging, interpolation,
// and whether what is named is there. Argument: the file. Ends with 1 and the reason when it is none.
package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/compose-spec/compose-go/v2/cli"
)

func main() {
	options, err := cli.NewProjectOptions([]string{os.Args[1]}, cli.WithProfiles([]string{"*"}))
	must(err)
	project, err := options.LoadProject(context.Background())
	must(err)
	fmt.Println(strings.Join(project.ServiceNames(), "\n"))
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
