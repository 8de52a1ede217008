package main

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/template"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
)

var (
	//go:embed cluster.yaml
	clusterObjects string
	//go:embed coredns.yaml
	corednsObjects string
	//go:embed dns-service.yaml
	dnsServiceObject string
)

// values is what the templates of objects are filled with.
type values struct {
	TokenID, TokenSecret      string
	ClusterInfo               string
	ClusterCIDR, ServiceCIDR  string
	ClusterDNS, ClusterDomain string
	CoreDNSImage              string
}

// createObjects creates what a template describes. What a restarted node finds
// from before stays as it is.
func createObjects(ctx context.Context, config *rest.Config, text string, with values) error {
	functions := template.FuncMap{"indent": func(lines string) string {
		return "    " + strings.ReplaceAll(strings.TrimSpace(lines), "\n", "\n    ")
	}}
	var filled bytes.Buffer
	if err := template.Must(template.New("").Funcs(functions).Parse(text)).Execute(&filled, with); err != nil {
		return err
	}
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		return err
	}
	decoder := yaml.NewYAMLOrJSONDecoder(&filled, 4096)
	for {
		object := &unstructured.Unstructured{}
		if err := decoder.Decode(object); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if err := create(ctx, client, object); err != nil {
			return fmt.Errorf("%s %s cannot be created: %w", object.GetKind(), object.GetName(), err)
		}
	}
}

func create(ctx context.Context, client dynamic.Interface, object *unstructured.Unstructured) error {
	// Every kind in our own templates has the regular plural.
	plural, _ := meta.UnsafeGuessKindToResource(object.GroupVersionKind())
	resource := client.Resource(plural)
	var within dynamic.ResourceInterface = resource
	if namespace := object.GetNamespace(); namespace != "" {
		within = resource.Namespace(namespace)
	}
	var last error
	err := until(ctx, 50*time.Millisecond, func() bool {
		_, last = within.Create(ctx, object, metav1.CreateOptions{})
		// The API server creates its own namespaces and priority classes soon
		// after its first answer; until then it is not found, or forbidden.
		early := apierrors.IsNotFound(last) || apierrors.IsForbidden(last) || apierrors.IsServiceUnavailable(last)
		return !early
	})
	if err != nil {
		return fmt.Errorf("%w (last answer: %v)", err, last)
	}
	if last != nil {
		// That it exists is not always what the answer complains of: a Service
		// that has its fixed address already is refused for that address.
		if _, err := within.Get(ctx, object.GetName(), metav1.GetOptions{}); err == nil {
			return nil
		}
	}
	return last
}
